import { describe, expect, it } from 'vitest';
import { subgraphAddresses } from './subgraph-addresses.ts';

describe('subgraphAddresses', () => {
  it('reads names and origins', () => {
    expect(
      subgraphAddresses.parse('tenancy=http://127.0.0.1:4101, billing=https://billing.internal'),
    ).toEqual([
      { name: 'tenancy', url: 'http://127.0.0.1:4101' },
      { name: 'billing', url: 'https://billing.internal' },
    ]);
  });

  it('names every entry that it cannot read', () => {
    const { error } = subgraphAddresses.safeParse('tenancy,a=ftp://x,=http://x,b=http://x');
    expect(error?.issues.map(({ message }) => message)).toEqual([
      '"tenancy" is not like tenancy=http://127.0.0.1:4101',
      '"a=ftp://x" is not like tenancy=http://127.0.0.1:4101',
      '"=http://x" is not like tenancy=http://127.0.0.1:4101',
    ]);
  });
});
