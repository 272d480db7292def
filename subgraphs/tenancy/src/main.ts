import { pem } from '@freehold/kernel/config/read-config';
import { runSubgraph } from '@freehold/kernel/subgraph/running/run-subgraph';
import { z } from 'zod';
import { tenancySubgraph } from './tenancy.subgraph.ts';

const settings = { ACCESS_TOKEN_PRIVATE_KEY: pem, BASE_DOMAINS: z.string().default('localhost') };
await runSubgraph(tenancySubgraph, { settings });
