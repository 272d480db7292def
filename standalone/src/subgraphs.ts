import { analyticsSubgraph } from '@freehold/analytics/subgraph';
import { billingSubgraph } from '@freehold/billing/subgraph';
import { bookingSubgraph } from '@freehold/booking/subgraph';
import type { SubgraphDefinition } from '@freehold/kernel/subgraph/concept';
import { tenancySubgraph } from '@freehold/tenancy/subgraph';

/** The subgraphs of the house. */
export const SUBGRAPHS: readonly SubgraphDefinition[] = [
  tenancySubgraph,
  bookingSubgraph,
  billingSubgraph,
  analyticsSubgraph,
];
