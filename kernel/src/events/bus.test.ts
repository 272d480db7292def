import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type Bus, createPostgresBus } from './bus.ts';

const CHANNEL = 'freehold_outbox';
const logger = pino({ level: 'silent' });

/** Each with a connection of its own, as two processes have. */
describe('the buses of two processes', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let left: Bus;
  let right: Bus;
  beforeAll(async () => {
    database = await createTestDatabase(['booking', 'billing']);
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    left = await createPostgresBus(database.url('booking_relay'), logger);
    right = await createPostgresBus(database.url('billing_relay'), logger);
  });
  afterAll(async () => {
    await left.close();
    await right.close();
    await admin.end();
  });

  const heardBy = (bus: Bus, source: string) => {
    const heard = { count: 0 };
    bus.onWake(source, () => {
      heard.count += 1;
    });
    return heard;
  };

  it('wake each other and themselves', async () => {
    const [atLeft, atRight] = [heardBy(left, 'billing'), heardBy(right, 'booking')];
    const atHome = heardBy(left, 'booking');
    left.wake('booking');
    expect(atHome.count).toBe(1);
    right.wake('billing');
    await expect.poll(() => [atLeft.count, atRight.count]).toEqual([1, 1]);
  });

  it('say a thousand wakes in few statements, one at a time', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    let notified = 0;
    admin.on('notification', () => {
      notified += 1;
    });
    await admin.query(`listen ${CHANNEL}`);
    const [atRight, last] = [heardBy(right, 'burst'), heardBy(right, 'last')];
    for (let round = 0; round < 20; round += 1) {
      for (let index = 0; index < 50; index += 1) left.wake('burst');
      await nextTurn();
    }
    left.wake('last');
    await expect.poll(() => last.count).toBe(1);
    await admin.query(`unlisten ${CHANNEL}`);
    process.off('warning', onWarning);
    expect(atRight.count).toBeGreaterThan(0);
    expect(notified).toBeLessThanOrEqual(22);
    expect(warnings).toEqual([]);
  });

  it('find each other again after their connections were cut', async () => {
    const atRight = heardBy(right, 'meanwhile');
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename in ('booking_relay', 'billing_relay')`,
    );
    expect(rowCount).toBe(2);
    const speaking = setInterval(() => left.wake('meanwhile'), 100);
    await expect.poll(() => atRight.count, { timeout: 45_000 }).toBeGreaterThan(0);
    clearInterval(speaking);
    const afterwards = heardBy(left, 'afterwards');
    right.wake('afterwards');
    await expect.poll(() => afterwards.count).toBe(1);
  });

  it('close while PostgreSQL cannot be reached', async () => {
    const bus = await createPostgresBus(database.url('booking_relay'), logger);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'booking_relay'`,
    );
    await expect(bus.close()).resolves.toBeUndefined();
  });
});
