import { keepsTheLaws } from '@freehold/kernel/testing/subgraph-laws';
import { billingSubgraph } from '../src/billing.subgraph.ts';

keepsTheLaws(billingSubgraph, { globalTables: [] });
