import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TenantId } from '../caller/caller.ts';
import { CursorExpired } from '../errors/cursor-expired.ts';
import { createForeignOutbox } from '../testing/foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { newId, uuidOf } from '../values/id.ts';
import { type Bus, createMemoryBus } from './bus.ts';
import { defineEvent } from './domain-event.ts';
import { LiveEvents } from './live-events.ts';
import type { LiveStream } from './live-stream.ts';
import type { OutboxPlace } from './outbox-reader.ts';
import { placeFrom, placeText } from './place-text.ts';

const Counted = defineEvent('shop.counted', z.object({ n: z.number() }));
const Other = defineEvent('shop.other', z.object({ n: z.number() }));
type Stream = LiveStream<{ n: number }>;

let database: TestDatabase;
let relay: pg.Pool;
let writers: pg.Pool;
let bus: Bus;
let live: LiveEvents;
beforeAll(async () => {
  database = await createTestDatabase(['shop']);
  await createForeignOutbox(database.url('shop_owner'), 'shop');
  relay = new pg.Pool({ connectionString: database.url('shop_relay') });
  writers = new pg.Pool({ connectionString: database.url('shop_owner') });
});
afterAll(() => Promise.all([relay.end(), writers.end()]));
beforeEach(async () => {
  bus = createMemoryBus();
  live = new LiveEvents();
  await live.start({ relay, bus, source: 'shop', logger: pino({ level: 'silent' }) });
});
afterEach(() => live.stop());

/** Tells in one transaction; `beforeCommit` is what happens while it is open. */
async function tell(
  tenantId: TenantId,
  numbers: readonly number[],
  { name = Counted.name, beforeCommit = async () => undefined as unknown } = {},
): Promise<void> {
  const client = await writers.connect();
  await client.query('begin');
  await client.query("select set_config('app.tenant_id', $1, true)", [uuidOf(tenantId)]);
  for (const n of numbers)
    await client.query(
      'insert into outbox (tenant_id, id, name, payload, occurred_at) values ($1, $2, $3, $4, now())',
      [uuidOf(tenantId), uuidOf(newId('evt')), name, JSON.stringify({ n })],
    );
  await beforeCommit();
  await client.query('commit');
  client.release();
  bus.wake('shop');
}

async function take(stream: Stream, count: number): Promise<{ numbers: number[]; place: OutboxPlace }> {
  const events = await Array.fromAsync({ length: count }, async () => (await stream.next()).value);
  return { numbers: events.map(({ payload }) => payload.n), place: events.at(-1)?.place };
}

describe('live events', () => {
  it('come in the order in which they were told, also past ten of one transaction, and once', async () => {
    const tenant = newId('tnt');
    const stream = live.of(Counted, tenant);
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    await tell(tenant, numbers);
    await tell(tenant, [120]);
    expect((await take(stream, 121)).numbers).toEqual([...numbers, 120]);
  });

  it('continue after a place: what was told meanwhile, then what happens, of this kind and tenant alone', async () => {
    const [tenant, stranger] = [newId('tnt'), newId('tnt')];
    const before = live.of(Counted, tenant);
    await tell(tenant, [1]);
    const { place } = await take(before, 1);
    await before.return();
    await tell(stranger, [66]);
    await tell(tenant, [67], { name: Other.name });
    await tell(tenant, [2, 3]);
    const watcher = live.of(Counted, tenant, place);
    expect((await take(watcher, 2)).numbers).toEqual([2, 3]);
    await tell(tenant, [4]);
    expect((await take(watcher, 1)).numbers).toEqual([4]);
  });

  it('continue where a stream was opened that has heard nothing', async () => {
    const tenant = newId('tnt');
    const first = live.of(Counted, tenant);
    const place = await first.opened;
    await first.return();
    await tell(tenant, [1]);
    expect((await take(live.of(Counted, tenant, place), 1)).numbers).toEqual([1]);
  });

  it('tell what an older transaction has said that commits after a younger one', async () => {
    const tenant = newId('tnt');
    const first = live.of(Counted, tenant);
    await tell(tenant, [1], { beforeCommit: () => tell(tenant, [2]) });
    const { numbers, place } = await take(first, 1);
    await first.return();
    expect(numbers).toEqual([1]);
    expect((await take(live.of(Counted, tenant, place), 1)).numbers).toEqual([2]);
  });

  it('refuse to continue when more than 500 were missed, and end', async () => {
    const tenant = newId('tnt');
    const probe = live.of(Counted, tenant);
    const place = await probe.opened;
    await tell(
      tenant,
      Array.from({ length: 501 }, (_, index) => index),
    );
    await take(probe, 501);
    const late = live.of(Counted, tenant, place);
    await expect(late.opened).rejects.toThrow(CursorExpired);
    expect(await late.next()).toEqual({ done: true, value: undefined });
  });

  it('lose nothing and repeat nothing for a reader who is cut off again and again while others write', async () => {
    const [tenant, stranger] = [newId('tnt'), newId('tnt')];
    let stream = live.of(Counted, tenant);
    let place = await stream.opened;
    const heard: number[] = [];
    const writing = Promise.all(
      [0, 1, 2].map(async (writer) => {
        for (let round = 0; round < 20; round += 1)
          await tell(round % 5 === 4 ? stranger : tenant, [writer * 100 + round, writer * 100 + 50 + round]);
      }),
    );
    while (heard.length < 96) {
      for (let left = 1 + Math.floor(Math.random() * 7); left > 0 && heard.length < 96; left -= 1) {
        const { value } = await stream.next();
        heard.push(value.payload.n);
        place = value.place;
      }
      await stream.return();
      stream = live.of(Counted, tenant, place);
    }
    await writing;
    expect(new Set(heard).size).toBe(96);
    const last = live.of(Counted, tenant, place);
    await tell(tenant, [999]);
    expect((await take(last, 1)).numbers).toEqual([999]);
  });
});

describe('the text of a place', () => {
  it.each([
    ['9', '1', '10', '0'],
    ['10', '9', '10', '10'],
    ['0', '0', '0', '1'],
  ])('orders as the places do: %s/%s before %s/%s', (transactionId, position, later, laterPosition) => {
    const place = { transactionId, position };
    const text = placeText(place);
    expect(text < placeText({ transactionId: later, position: laterPosition })).toBe(true);
    expect(placeFrom(text)).toEqual(place);
  });

  it('is not just any text', () => {
    expect(['', 'x', '0'.repeat(31), `${'0'.repeat(31)}G`].map(placeFrom)).toEqual([null, null, null, null]);
  });
});
