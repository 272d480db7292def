import { keepsTheLaws } from '@freehold/kernel/testing/subgraph-laws';
import { bookingSubgraph } from '../src/booking.subgraph.ts';

keepsTheLaws(bookingSubgraph, { globalTables: [] });
