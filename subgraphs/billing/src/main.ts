import { runSubgraph } from '@freehold/kernel/subgraph/running/run-subgraph';
import { billingSubgraph } from './billing.subgraph.ts';

await runSubgraph(billingSubgraph);
