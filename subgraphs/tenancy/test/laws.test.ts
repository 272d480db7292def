import { keepsTheLaws } from '@freehold/kernel/testing/subgraph-laws';
import { tenancySubgraph } from '../src/tenancy.subgraph.ts';

keepsTheLaws(tenancySubgraph, { globalTables: ['host', 'identity'] });
