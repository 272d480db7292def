import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFault } from '@freehold/kernel/config/read-config';
import {
  type EmbeddedCluster,
  startEmbeddedCluster,
} from '@freehold/kernel/database/embedded/embedded-cluster';
import { checkDatabase } from '@freehold/kernel/database/provision/check-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from './prepare.ts';

const PASSWORDS = {
  OWNER_DATABASE_PASSWORD: 'owners-owners-owners',
  TENANCY_DATABASE_PASSWORD: 'tenancy-tenancy-tenancy',
  BOOKING_DATABASE_PASSWORD: 'booking-booking-booking',
  BILLING_DATABASE_PASSWORD: 'billing-billing-billing',
  ANALYTICS_DATABASE_PASSWORD: 'analytics-analytics',
};

describe('preparing a database for parts that are started one by one', () => {
  let directory: string;
  let cluster: EmbeddedCluster;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-prepare-'));
    cluster = await startEmbeddedCluster({ directory, durable: false, password: 'admin' });
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('may be done by two at once and repeated, and lets each subgraph in with its own password', async () => {
    const environment = { DATABASE_URL: cluster.adminUrl, ...PASSWORDS };
    await Promise.all([prepare(environment), prepare(environment)]);
    await prepare(environment);
    const own = cluster.url('freehold', 'booking_app', PASSWORDS.BOOKING_DATABASE_PASSWORD);
    await checkDatabase(own, 'booking', { allowUnsafe: true });
    const foreign = cluster.url('freehold', 'booking_app', PASSWORDS.BILLING_DATABASE_PASSWORD);
    await expect(checkDatabase(foreign, 'booking')).rejects.toThrow('password authentication failed');
  }, 60_000);

  it('lets nobody in as an owner with the password of a subgraph', async () => {
    await prepare({ DATABASE_URL: cluster.adminUrl, ...PASSWORDS });
    for (const name of ['tenancy', 'booking', 'billing', 'analytics'])
      for (const password of Object.values(PASSWORDS)) {
        const signingIn = checkDatabase(cluster.url('freehold', `${name}_owner`, password), name);
        const isOwners = password === PASSWORDS.OWNER_DATABASE_PASSWORD;
        await expect(signingIn).rejects.toThrow(
          isOwners ? 'owns the schema' : 'password authentication failed',
        );
      }
  }, 60_000);

  it('names every password that is missing, empty or short', async () => {
    const preparing = prepare({
      DATABASE_URL: 'postgresql://postgres:@localhost:5432/freehold',
      BOOKING_DATABASE_PASSWORD: 'short',
      BILLING_DATABASE_PASSWORD: '',
    });
    await expect(preparing).rejects.toThrow(ConfigurationFault);
    await expect(preparing).rejects.toThrow(
      /6 fault.*DATABASE_URL: the password in it is missing.*OWNER_DATABASE_PASSWORD: is missing.*TENANCY_.*BOOKING_.*BILLING_DATABASE_PASSWORD: is missing.*ANALYTICS_/s,
    );
  });

  it('refuses a password that opens two doors', async () => {
    const BOOKING_DATABASE_PASSWORD = PASSWORDS.OWNER_DATABASE_PASSWORD;
    const preparing = prepare({ DATABASE_URL: cluster.adminUrl, ...PASSWORDS, BOOKING_DATABASE_PASSWORD });
    await expect(preparing).rejects.toThrow(/1 fault.*BOOKING_DATABASE_PASSWORD: must differ/s);
  });
});
