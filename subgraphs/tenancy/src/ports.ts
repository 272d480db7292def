import type { Role } from '@freehold/kernel/caller/role';
import { isLocale } from '@freehold/kernel/values/locale';
import { ianaZone } from '@freehold/kernel/values/time-zone';

/** What an edition tells tenancy: what a new tenant starts with, and which meters its members count on. */
export interface TenancyFace {
  /** The edition's key: 'fitness'. */
  readonly edition: string;
  /** `locale` in BCP 47, `timeZone` an IANA name, `currency` in ISO 4217. */
  readonly defaults: { readonly locale: string; readonly timeZone: string; readonly currency: string };
  /** The meter of those who come as customers, and of those who work there; null when the edition counts none. */
  readonly meters: { readonly endUsers: string | null; readonly staffSeats: string | null };
}

/** Somebody of a demo tenant who can sign in. */
export interface DemoPerson {
  readonly name: string;
  /** Ends in `.test`, so that no mail can leave. */
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A tenant to show the product with. */
export interface DemoTenant {
  /** The label before the host's first dot. */
  readonly slug: string;
  readonly name: string;
  /** The key of its plan: 'fitness:pro'. */
  readonly plan: string;
  /** Whether its subscription is in the trial. */
  readonly trial: boolean;
  readonly people: readonly DemoPerson[];
  /** Customers beside `people`, who are only counted and cannot sign in. */
  readonly furtherCustomers: number;
}

const SLUG = /^[a-z][a-z0-9-]{1,40}[a-z0-9]$/;
const CURRENCY = /^[A-Z]{3}$/;
const DEMO_EMAIL = /^[a-z.]+@[a-z-]+\.test$/;

function refuseFaults(what: string, faults: readonly (string | false)[]): void {
  const found = faults.filter((fault) => fault !== false);
  if (found.length > 0) throw new Error(`${what} is not sound:\n- ${found.join('\n- ')}`);
}

/**
 * An edition's face to tenancy, checked.
 * @throws {Error} with every fault of its defaults.
 */
export function defineTenancyFace(face: TenancyFace): TenancyFace {
  const { locale, timeZone, currency } = face.defaults;
  refuseFaults(`The tenancy face of "${face.edition}"`, [
    !isLocale(locale) && `"${locale}" is not a locale.`,
    ianaZone(timeZone) !== timeZone && `"${timeZone}" is not a time zone.`,
    !CURRENCY.test(currency) && `"${currency}" is not an ISO 4217 currency.`,
  ]);
  return face;
}

function personFaults({ name, email, roles }: DemoPerson): readonly (string | false)[] {
  return [
    !DEMO_EMAIL.test(email) && `"${email}" is not an address under .test.`,
    roles.length === 0 && `${name} has no role.`,
    roles.some((role) => role.startsWith('PLATFORM_')) && `${name} is platform staff.`,
  ];
}

/**
 * A demo tenant, checked.
 * @throws {Error} with every fault: its slug, its one owner, its people's addresses and roles.
 */
export function defineDemoTenant<T extends DemoTenant>(tenant: T): T {
  const { slug, people, furtherCustomers } = tenant;
  const emails = people.map(({ email }) => email);
  const owners = people.filter(({ roles }) => roles.includes('TENANT_OWNER'));
  refuseFaults(`The demo tenant "${slug}"`, [
    !SLUG.test(slug) && `"${slug}" cannot be a label of a host.`,
    owners.length !== 1 && `It has ${owners.length} owners; one is needed.`,
    new Set(emails).size !== emails.length && 'Two of its people share an address.',
    ...people.flatMap(personFaults),
    !(Number.isSafeInteger(furtherCustomers) && furtherCustomers >= 0) &&
      `${furtherCustomers} further customers cannot be counted.`,
  ]);
  return tenant;
}
