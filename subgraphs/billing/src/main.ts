import { runSubgraph } from '@freehold/kernel/subgraph/run-subgraph';
import { billingSubgraph } from './billing.subgraph.ts';

await runSubgraph(billingSubgraph);
