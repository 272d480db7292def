import { keepsTheLaws } from '@freehold/kernel/testing/subgraph-laws';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';

keepsTheLaws(analyticsSubgraph, { globalTables: [] });
