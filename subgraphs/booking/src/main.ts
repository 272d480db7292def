import { pem } from '@freehold/kernel/config/read-config';
import { tenantUrl } from '@freehold/kernel/config/tenant-url';
import { runSubgraph } from '@freehold/kernel/subgraph/running/run-subgraph';
import { bookingSubgraph } from './booking.subgraph.ts';

await runSubgraph(bookingSubgraph, { settings: { TICKET_PRIVATE_KEY: pem, TENANT_URL: tenantUrl } });
