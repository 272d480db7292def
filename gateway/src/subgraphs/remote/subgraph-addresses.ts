import { z } from 'zod';

const NAME = /^[a-z][a-z0-9-]*$/;

/** Where a subgraph listens. */
export interface SubgraphAddress {
  readonly name: string;
  /** An origin, such as `http://127.0.0.1:4101`. */
  readonly url: string;
}

function addressOf(entry: string): SubgraphAddress | null {
  const [name = '', ...rest] = entry.split('=');
  const url = rest.join('=').trim();
  const isUsable = NAME.test(name.trim()) && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return isUsable ? { name: name.trim(), url } : null;
}

/** A list of subgraphs separated by commas: `tenancy=http://127.0.0.1:4101,booking=http://127.0.0.1:4102`. */
export const subgraphAddresses = z.string().transform((text, context): SubgraphAddress[] => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return entries.flatMap((entry) => {
    const address = addressOf(entry);
    if (!address) context.addIssue(`"${entry}" is not like tenancy=http://127.0.0.1:4101`);
    return address ?? [];
  });
});
