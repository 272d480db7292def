import { type DemoTenant, emailOf } from './demo/demo-face.ts';
import { DEMO_PASSWORD } from './demo/demo-people.ts';

/** What there is to be told of a house that serves. */
export interface Welcome {
  readonly port: number;
  readonly baseDomain: string;
  readonly demo: readonly DemoTenant[];
  /** Where messages are shown that would have left the house; null when they leave it. */
  readonly messagesUrl: string | null;
  /** Since the start of the process. */
  readonly seconds: number;
}

const MARGIN = '  ';
const GAP = '   ';

/** The text that greets whoever started the house: where it is, who may sign in, how to stop it. */
export function welcomeText({ port, baseDomain, demo, messagesUrl, seconds }: Welcome): string {
  const address = (slug?: string) => `http://${slug ? `${slug}.` : ''}${baseDomain}:${port}`;
  const lines = [
    '',
    `Freehold is open at ${address()} after ${seconds.toFixed(1)} s.`,
    '',
    ...(demo.length > 0 ? demoLines(demo, address) : ['No tenant lives here yet.', '']),
    ...(messagesUrl ? [`Mails, SMS and push messages stay here: ${messagesUrl}`, ''] : []),
    'Ctrl-C stops everything.',
    '',
  ];
  return lines.map((line) => (line === '' ? '\n' : `${MARGIN}${line}\n`)).join('');
}

function demoLines(demo: readonly DemoTenant[], address: (slug: string) => string): string[] {
  const rows = demo.map((tenant) => [
    tenant.name,
    tenant.plan,
    address(tenant.slug),
    emailOf(tenant, 'TENANT_OWNER') ?? '',
    emailOf(tenant, 'CUSTOMER') ?? '',
  ]);
  const [first] = demo;
  return [
    ...table([['Tenant', 'Plan', 'Address', 'Owner', 'Customer'], ...rows]),
    '',
    `Everybody's password is ${DEMO_PASSWORD}. The API of each tenant is at /graphql, ` +
      `as in ${address(first?.slug ?? '')}/graphql.`,
    '',
  ];
}

/** Columns as wide as their widest text. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}
