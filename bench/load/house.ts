import { randomUUID } from 'node:crypto';
import { readStandaloneConfig } from '@freehold/standalone/config';
import { openHouse } from '@freehold/standalone/house';
import { type BuiltHouse, startHouse } from '@freehold/standalone/start-house';
import { provisioningOf, TENANTS } from './tenants.ts';

// A house as in production: what callers ask is counted, and what is to be sent leaves it.

/** What the house says when it serves. */
export interface Serving {
  readonly kind: 'serving';
  readonly port: number;
}

/** What its process has used so far. */
export interface Used {
  readonly kind: 'used';
  readonly cpuMs: number;
  readonly rssMb: number;
}

const PROVISION = `mutation Provision($input: _ProvisionTenantInput!) { _provisionTenant(input: $input) { tenantId } }`;

async function provision({ subgraphs }: BuiltHouse): Promise<void> {
  const tenancy = subgraphs.find(({ name }) => name === 'tenancy');
  for (const tenant of TENANTS) {
    const caller = { kind: 'gateway', requestId: randomUUID(), tenant: null, member: null } as const;
    const variables = { input: provisioningOf(tenant) };
    const answer = await tenancy?.execute({ query: PROVISION, variables, caller });
    if (answer?.errors) throw new Error(JSON.stringify(answer.errors));
  }
}

const [, , dataDirectory = '', ways = '{}'] = process.argv;
const config = await readStandaloneConfig({
  DATA_DIR: dataDirectory,
  PORT: '0',
  DEMO: 'false',
  // Each of its people says an address of its own.
  TRUSTED_PROXIES: '127.0.0.1',
  RATE_LIMIT_PER_MINUTE: '600',
  ...JSON.parse(ways),
});
const house = await startHouse(config, {}, async (foundation) => {
  const built = await openHouse(foundation);
  await provision(built);
  return built;
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const used: Used = {
    kind: 'used',
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  };
  process.send?.(used);
});
process.on('disconnect', async () => {
  await house.close();
  process.exit();
});
const serving: Serving = { kind: 'serving', port: house.port };
process.send?.(serving);
