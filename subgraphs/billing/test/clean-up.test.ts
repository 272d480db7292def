import { cleansUp } from '@freehold/kernel/testing/cleans-up';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { billingSubgraph } from '../src/billing.subgraph.ts';
import { EntitlementsChanged } from '../src/events.ts';
import { faces } from './test-faces.ts';

cleansUp(
  billingSubgraph,
  { faces },
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
    goOn: (test, tenantId) => test.tell(EntitlementsChanged, tenantId, {}),
  },
);
