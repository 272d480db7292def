import { runSubgraph } from '@freehold/kernel/subgraph/run-subgraph';
import { bookingSubgraph } from './booking.subgraph.ts';

await runSubgraph(bookingSubgraph);
