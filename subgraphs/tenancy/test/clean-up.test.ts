import { cleansUp } from '@freehold/kernel/testing/cleans-up';
import { TenantProvisioned } from '../src/events.ts';
import { tenancySubgraph } from '../src/tenancy.subgraph.ts';

cleansUp(
  tenancySubgraph,
  {},
  {
    begin: (test, tenantId) =>
      test.tell(TenantProvisioned, tenantId, {
        tenantId,
        slug: 'gym',
        edition: 'test',
        plan: 'test:pro',
        trial: false,
        timeZone: 'Europe/Oslo',
      }),
  },
);
