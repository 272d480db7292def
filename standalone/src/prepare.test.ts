import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFault } from '@freehold/kernel/config/read-config';
import { checkDatabase } from '@freehold/kernel/database/check-database';
import {
  type EmbeddedCluster,
  startEmbeddedCluster,
} from '@freehold/kernel/database/embedded/embedded-cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from './prepare.ts';

const PASSWORDS = {
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

  it('may be repeated, and lets each subgraph in with its own password', async () => {
    const environment = { DATABASE_URL: cluster.adminUrl, ...PASSWORDS };
    await prepare(environment);
    await prepare(environment);
    const own = cluster.url('freehold', 'booking_app', PASSWORDS.BOOKING_DATABASE_PASSWORD);
    await checkDatabase(own, 'booking', { allowUnsafe: true });
    const foreign = cluster.url('freehold', 'booking_app', PASSWORDS.BILLING_DATABASE_PASSWORD);
    await expect(checkDatabase(foreign, 'booking')).rejects.toThrow('password authentication failed');
  }, 60_000);

  it('names every password that is missing', async () => {
    const preparing = prepare({ DATABASE_URL: cluster.adminUrl, BOOKING_DATABASE_PASSWORD: 'short' });
    await expect(preparing).rejects.toThrow(ConfigurationFault);
    await expect(preparing).rejects.toThrow(/4 fault.*TENANCY_.*BOOKING_.*BILLING_.*ANALYTICS_/s);
  });
});
