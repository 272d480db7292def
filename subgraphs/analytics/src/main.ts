import { runSubgraph } from '@freehold/kernel/subgraph/run-subgraph';
import { analyticsSubgraph } from './analytics.subgraph.ts';

await runSubgraph(analyticsSubgraph);
