import { BookingCanceled, BookingMade } from '@freehold/booking/events';
import type { TenantId } from '@freehold/kernel/caller/caller';
import { on } from '@freehold/kernel/events/consumer/listener';
import { outboxEnd } from '@freehold/kernel/events/outbox-reader';
import { defineConcept, defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { newTenant } from '@freehold/kernel/testing/callers';
import { type RecordedSpan, RecordingTracer } from '@freehold/kernel/testing/recording-tracer';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';
import {
  applied,
  askOwner,
  askTenant,
  type BookingEvent,
  bookingOn,
  CountedByBooking,
  faces,
  NOVEMBER,
  startAgain,
  toldTogether,
} from './scene.ts';

vi.setConfig({ testTimeout: 60_000 });

const DAY = '2026-11-23';
const FIELDS = `usage { used meter { key } } bookingsPerDay(from: "${DAY}", to: "${DAY}") { count }`;
const CAUSE = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

/** Notes in which order it hears of bookings, and cannot bear those of one session. */
const heard: string[] = [];
const unbearable = bookingOn(DAY).sessionId;
async function hear(what: string, sessionId: string): Promise<void> {
  heard.push(what);
  if (sessionId === unbearable) throw new Error('It cannot be borne.');
}
const diary = defineConcept({
  name: 'diary',
  permissions: {},
  listeners: [
    on(BookingMade, (_em, { payload }) => hear(`made ${payload.seats}`, payload.sessionId)),
    on(BookingCanceled, (_em, { payload }) => hear(`canceled ${payload.seats}`, payload.sessionId)),
  ],
});
const withDiary = defineSubgraph({ ...analyticsSubgraph, concepts: [...analyticsSubgraph.concepts, diary] });

const tracer = new RecordingTracer();
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(withDiary, { faces, tracer });
});
beforeEach(() => {
  tracer.spans.splice(0);
  heard.splice(0);
});
afterAll(() => test.close());

const gym = () => newTenant(analyticsSubgraph, { features: ['analytics'] });
const made = (tenantId: TenantId, facts: object = {}) => ({
  type: BookingMade,
  tenantId,
  payload: { ...bookingOn(DAY), ...facts },
});
const counted = (tenantId: TenantId, used: number, meter = 'classes') => ({
  type: CountedByBooking,
  tenantId,
  payload: { meter, used, period: NOVEMBER, revision: used },
});

/** Tells events together, and waits until all were applied. */
async function allApplied(events: readonly BookingEvent[]): Promise<void> {
  const ids = await toldTogether(test, events);
  await Promise.all(ids.map((id, index) => applied(test.subgraph, events[index]?.tenantId as TenantId, id)));
  await vi.waitUntil(() => tracer.spans.every(({ isEnded }) => isEnded), { interval: 5 });
}

/** What a batch asked of the database. */
const statements = () => {
  const batch = 'apply events of booking > transaction > ';
  return tracer
    .paths()
    .filter((path) => path.startsWith(batch))
    .map((path) => path.slice(batch.length));
};

const toldBy = (tenantId: TenantId) =>
  askOwner<{ name: string; cause: string | null }>(
    test,
    tenantId,
    'select name, cause from outbox order by position',
  );

describe('events of a tenant that are read together', () => {
  it('are applied by as many statements, whether they are 3 or 48, and tell once what has changed', async () => {
    const { tenant, owner } = gym();
    const bookingsWith = (first: number, many: number) =>
      Array.from({ length: many }, (_, index) => [
        made(tenant.id),
        counted(tenant.id, first + index),
        counted(tenant.id, first + index, 'bookings'),
      ]).flat();
    await allApplied([made(tenant.id)]);
    const costs = [];
    for (const [first, many] of [
      [1, 1],
      [2, 16],
    ] as const) {
      tracer.spans.splice(0);
      await allApplied(bookingsWith(first, many));
      costs.push(statements());
    }
    expect(costs[0]).toEqual([
      ...['connection', 'BEGIN', 'INSERT inbox'],
      ...['INSERT usage', 'INSERT daily_measure', 'INSERT outbox', 'COMMIT'],
    ]);
    expect(costs[1]).toEqual(costs[0]);
    expect(await askTenant(test.subgraph, owner, FIELDS)).toEqual({
      usage: [
        { used: 17, meter: { key: 'bookings' } },
        { used: 17, meter: { key: 'classes' } },
      ],
      bookingsPerDay: [{ count: 18 }],
    });
    const changes = ['usage-changed', 'usage-changed', 'bookings-per-day-changed'];
    expect((await toldBy(tenant.id)).map(({ name }) => name)).toEqual(
      ['bookings-per-day-changed', ...changes, ...changes].map((name) => `analytics.${name}`),
    );
  });

  it('are heard in their order, each once', async () => {
    const { tenant } = gym();
    const booking = bookingOn(DAY);
    const ofSeats = (seats: number) => ({ tenantId: tenant.id, payload: { ...booking, seats } });
    await allApplied([
      { type: BookingMade, ...ofSeats(1) },
      { type: BookingCanceled, ...ofSeats(1) },
      { type: BookingMade, ...ofSeats(2) },
      { type: BookingMade, ...ofSeats(3) },
      { type: BookingCanceled, ...ofSeats(2) },
    ]);
    expect(heard).toEqual(['made 1', 'canceled 1', 'made 2', 'made 3', 'canceled 2']);
  });

  it('share a transaction by fifties', async () => {
    const { tenant } = gym();
    const bookings = Array.from({ length: 120 }, (_, index) => made(tenant.id, { seats: index }));
    await allApplied(bookings);
    expect(statements().filter((name) => name === 'BEGIN')).toHaveLength(3);
    expect(heard).toEqual(bookings.map((_, index) => `made ${index}`));
  });

  it('are applied in a transaction of their own tenant, and no other sees them', async () => {
    const gyms = [gym(), gym(), gym()];
    const events = gyms.flatMap(({ tenant }, index) => [made(tenant.id), counted(tenant.id, index + 1)]);
    // One after the other of each tenant, in turns.
    await allApplied([...events.filter((_, at) => at % 2 === 0), ...events.filter((_, at) => at % 2 === 1)]);
    expect(statements().filter((name) => name === 'BEGIN')).toHaveLength(3);
    const answers = await Promise.all(gyms.map(({ owner }) => askTenant(test.subgraph, owner, FIELDS)));
    expect(answers).toEqual(
      gyms.map((_, index) => ({
        usage: [{ used: index + 1, meter: { key: 'classes' } }],
        bookingsPerDay: [{ count: 1 }],
      })),
    );
  });

  it('lose none but the one that cannot be applied, which is set aside after five attempts', async () => {
    const [ill, well] = [gym(), gym()];
    const broken = made(ill.tenant.id, { sessionId: unbearable, seats: 2 });
    const events = [
      ...[made(ill.tenant.id, { seats: 1 }), counted(ill.tenant.id, 3)],
      ...[broken, made(well.tenant.id, { seats: 9 }), made(well.tenant.id, { seats: 9 })],
      ...[made(ill.tenant.id, { seats: 3 }), counted(ill.tenant.id, 4)],
    ];
    const ids = await toldTogether(test, events);
    const others = ids.filter((_, index) => events[index] !== broken);
    const tenantOf = new Map(ids.map((id, index) => [id, events[index]?.tenantId as TenantId]));
    await Promise.all(others.map((id) => applied(test.subgraph, tenantOf.get(id) as TenantId, id)));
    const failures = () =>
      askOwner(test, ill.tenant.id, 'select failure from inbox where failure is not null');
    expect(await failures()).toEqual([{ failure: 'Error: It cannot be borne.' }]);
    expect(heard).toEqual([
      ...['made 1', 'made 2'],
      ...['made 1', 'made 2', 'made 2', 'made 2', 'made 2', 'made 2', 'made 3'],
      ...['made 9', 'made 9'],
    ]);
    expect([
      await askTenant(test.subgraph, ill.owner, FIELDS),
      await askTenant(test.subgraph, well.owner, FIELDS),
    ]).toEqual([
      { usage: [{ used: 4, meter: { key: 'classes' } }], bookingsPerDay: [{ count: 2 }] },
      { usage: [], bookingsPerDay: [{ count: 2 }] },
    ]);
    await vi.waitUntil(() => tracer.spans.every(({ isEnded }) => isEnded), { interval: 5 });
    const codes = tracer.spans.filter(({ name, code }) => name.startsWith('apply booking') && code !== null);
    expect(codes.map(({ name }) => name)).toEqual(['apply booking.booking-made']);
  });

  it('link each to what told it, and are each the cause of what is told because of them', async () => {
    const { tenant } = gym();
    const usage = counted(tenant.id, 1);
    await allApplied([
      { ...made(tenant.id), cause: CAUSE('a') },
      { ...usage, cause: CAUSE('b') },
      { ...counted(tenant.id, 1, 'bookings'), cause: CAUSE('c') },
    ]);
    const spanOf = (cause: string): RecordedSpan | undefined =>
      tracer.spans.find(({ origin }) => origin.cause === cause);
    const spans = ['a', 'b', 'c'].map((digit) => spanOf(CAUSE(digit)));
    expect(spans.map((span) => [span?.name, span?.parent?.name])).toEqual([
      ['apply booking.booking-made', 'apply events of booking'],
      ['apply booking.usage-recorded', 'apply events of booking'],
      ['apply booking.usage-recorded', 'apply events of booking'],
    ]);
    const [day, classes, bookings] = spans.map((span) => span?.traceparent);
    expect((await toldBy(tenant.id)).map(({ cause }) => cause)).toEqual([classes, bookings, day]);
  });
});

describe('a consumer', () => {
  it('applies each event once, though another process reads the same', async () => {
    const other = await startAgain(test);
    const gyms = [gym(), gym()];
    const events = gyms.flatMap(({ tenant }) =>
      Array.from({ length: 40 }, (_, index) => [made(tenant.id), counted(tenant.id, index + 1)]).flat(),
    );
    const shuffled = Array.from({ length: 4 }, (_, part) => events.filter((__, at) => at % 4 === part));
    for (const part of shuffled) await allApplied(part);
    await other.close();
    const answers = await Promise.all(gyms.map(({ owner }) => askTenant(test.subgraph, owner, FIELDS)));
    const all = { usage: [{ used: 40, meter: { key: 'classes' } }], bookingsPerDay: [{ count: 40 }] };
    expect(answers).toEqual([all, all]);
  });

  it('reads nothing a second time after it was closed, though it seldom writes down where it is', async () => {
    const own = await startTestSubgraph(analyticsSubgraph, { faces });
    const { tenant } = gym();
    const ids = await toldTogether(own, [made(tenant.id), counted(tenant.id, 1)]);
    await Promise.all(ids.map((id) => applied(own.subgraph, tenant.id, id)));
    await own.close();
    const relay = new pg.Pool({ connectionString: own.database.url('analytics_relay'), max: 1 });
    const end = await outboxEnd(relay, 'booking');
    await relay.end();
    const place = `select transaction_id::text as "transactionId", position::text from event_cursor`;
    expect(await askOwner(own, null, `${place} where source = 'booking'`)).toEqual([end]);
  });

  it('writes down where it is at most four times a second', async () => {
    const { tenant } = gym();
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const began = performance.now();
    for (let told = 1; told <= 12; told += 1) {
      const id = await test.tell(CountedByBooking, tenant.id, counted(tenant.id, told).payload);
      await applied(test.subgraph, tenant.id, id);
    }
    const quarters = Math.floor((performance.now() - began) / 250);
    const texts = query.mock.calls.map(([asked]) => JSON.stringify(asked));
    query.mockRestore();
    const [inbox, cursor] = ['insert into inbox', 'insert into event_cursor'].map(
      (start) => texts.filter((text) => text.includes(start)).length,
    );
    expect(inbox).toBe(12);
    expect(cursor).toBeLessThanOrEqual(quarters + 1);
  });
});
