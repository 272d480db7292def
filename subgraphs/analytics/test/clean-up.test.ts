import { cleansUp } from '@freehold/kernel/testing/cleans-up';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';
import { CountedByBooking, faces, NOVEMBER, tenantIn } from './scene.ts';

cleansUp(
  analyticsSubgraph,
  { faces },
  {
    begin: (test, tenantId) => test.tell(TenantProvisioned, tenantId, tenantIn(tenantId, 'Europe/Oslo')),
    goOn: (test, tenantId) =>
      test.tell(CountedByBooking, tenantId, { meter: 'classes', used: 2, period: NOVEMBER, revision: 2 }),
  },
);
