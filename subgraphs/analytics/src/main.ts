import { runSubgraph } from '@freehold/kernel/subgraph/running/run-subgraph';
import { analyticsSubgraph } from './analytics.subgraph.ts';

await runSubgraph(analyticsSubgraph);
