import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createForeignOutbox, writeForeignEvent } from '../testing/foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { newId } from '../values/id.ts';
import { createMemoryBus } from './bus.ts';
import { defineEvent } from './domain-event.ts';
import { LiveEvents } from './live-events.ts';
import { OUTBOX_START } from './outbox-reader.ts';
import { OutboxReadings } from './outbox-readings.ts';

const EVENTS = 10;
const Counted = defineEvent('shop.counted', z.object({ n: z.number() }));

let database: TestDatabase;
let relay: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase(['shop']);
  await createForeignOutbox(database.url('shop_owner'), 'shop');
  relay = new pg.Pool({ connectionString: database.url('shop_relay') });
});
afterAll(() => relay.end());

describe('those who follow one outbox', () => {
  it('look into it together, and each hears everything', async () => {
    const bus = createMemoryBus();
    const followers = Array.from({ length: 4 }, () => new LiveEvents());
    for (const live of followers)
      await live.start({ relay, bus, source: 'shop', logger: pino({ level: 'silent' }) });
    const tenantId = newId('tnt');
    const streams = followers.map((live) => live.of(Counted, tenantId));
    const looks = vi.spyOn(relay, 'query');
    const heard = [];
    for (let n = 0; n < EVENTS; n += 1) {
      const event = { type: Counted, tenantId, occurredAt: new Date(), payload: { n } };
      await writeForeignEvent(database.url('shop_owner'), event);
      bus.wake('shop');
      const told = await Promise.all(streams.map((stream) => stream.next()));
      heard.push(told.map(({ value }) => value.payload.n));
    }
    await Promise.all(followers.map((live) => live.stop()));
    const answers = await Promise.all(looks.mock.results.map(({ value }) => value));
    looks.mockRestore();
    const told = answers.filter(({ rows }) => rows.some(({ id }: { id: unknown }) => id !== null));
    expect(heard).toEqual(Array.from({ length: EVENTS }, (_, n) => followers.map(() => n)));
    // Each alone would be told of every event by a look of its own.
    expect(told.length).toBeLessThan(2 * EVENTS);
  });

  it('share no look that began before they were woken, nor one from another place', async () => {
    const looks = vi.spyOn(relay, 'query');
    const readings = new OutboxReadings();
    const read = (position = '0') => readings.read(relay, 'shop', { ...OUTBOX_START, position });
    const [first, second] = [read(), read()];
    expect(second).toBe(first);
    expect(read('1')).not.toBe(first);
    const third = read();
    readings.wake('shop');
    const fourth = read();
    expect(fourth).not.toBe(third);
    await Promise.all([first, third, fourth]);
    const asked = looks.mock.calls.length;
    looks.mockRestore();
    expect(read()).not.toBe(fourth);
    expect(asked).toBe(4);
  });

  it('are all told that a look has failed, and look again', async () => {
    const readings = new OutboxReadings();
    const read = (source: string) => readings.read(relay, source, OUTBOX_START);
    const failed = await Promise.allSettled([read('nowhere'), read('nowhere')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(read('nowhere')).rejects.toThrow('nowhere');
    await expect(read('shop')).resolves.toMatchObject({ isUnsettled: false });
  });
});
