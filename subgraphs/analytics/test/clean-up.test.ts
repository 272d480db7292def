import { cleansUp } from '@freehold/kernel/testing/cleans-up';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';
import { faces } from './scene.ts';

cleansUp(analyticsSubgraph, { faces }, (test, tenantId) =>
  test.tell(TenantProvisioned, tenantId, {
    tenantId,
    slug: 'gym',
    edition: 'test',
    plan: 'test:pro',
    trial: false,
    timeZone: 'Europe/Oslo',
  }),
);
