import { cleansUp } from '@freehold/kernel/testing/cleans-up';
import { billingSubgraph } from '../src/billing.subgraph.ts';
import { EntitlementsChanged } from '../src/events.ts';
import { tellProvisioned } from './scene.ts';
import { faces } from './test-faces.ts';

cleansUp(
  billingSubgraph,
  { faces },
  {
    begin: (test, tenantId) => tellProvisioned(test, tenantId),
    goOn: (test, tenantId) => test.tell(EntitlementsChanged, tenantId, {}),
  },
);
