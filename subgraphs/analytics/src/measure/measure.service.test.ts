import { BookingCanceled, BookingMade } from '@freehold/booking/events';
import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant } from '@freehold/kernel/testing/callers';
import { refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTenant, bookingOn, faces, happened } from '../../test/scene.ts';
import { analyticsSubgraph } from '../analytics.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(analyticsSubgraph, { faces });
});
afterAll(() => test.close());

const gym = () => newTenant(analyticsSubgraph, { features: ['analytics'] });
const starter = () =>
  newTenant(analyticsSubgraph, { plan: 'test:starter', upgrades: { analytics: 'test:pro' } });
const upgrade = {
  code: 'PLAN_UPGRADE_REQUIRED',
  feature: 'analytics',
  currentPlan: 'test:starter',
  cheapestGrant: 'test:pro',
};

const perDay = (from: string, to: string) =>
  `bookingsPerDay(from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}) { date count }`;
const DAY = perDay('2026-11-23', '2026-11-23');

function asking(caller: Caller, document: string) {
  const keys = [{ __typename: 'Tenant', id: caller.tenant?.id }];
  return refusalOf(test.subgraph, caller, document, { keys });
}
const inTenant = (fields: string) =>
  `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Tenant { ${fields} } } }`;

describe('bookingsPerDay', () => {
  it('counts bookings on the day they were made, and 0 on a day without one', async () => {
    const { tenant, trainer } = gym();
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-22'));
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-24'));
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-24'));
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-25'));
    expect(await askTenant(test.subgraph, trainer, perDay('2026-11-22', '2026-11-24'))).toEqual({
      bookingsPerDay: [
        { date: '2026-11-22', count: 1 },
        { date: '2026-11-23', count: 0 },
        { date: '2026-11-24', count: 2 },
      ],
    });
  });

  it('takes a canceled booking back from the day on which it was made', async () => {
    const { tenant, owner } = gym();
    const booking = bookingOn('2026-11-23');
    await happened(test, BookingMade, tenant.id, booking);
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-23'));
    test.clock.moveTo('2026-11-24T09:00:00Z');
    await happened(test, BookingCanceled, tenant.id, booking);
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(await askTenant(test.subgraph, owner, DAY)).toEqual({
      bookingsPerDay: [{ date: '2026-11-23', count: 1 }],
    });
  });

  it('shows nothing of another tenant', async () => {
    const [own, other] = [gym(), gym()];
    await happened(test, BookingMade, own.tenant.id, bookingOn('2026-11-23'));
    expect(await askTenant(test.subgraph, other.owner, DAY)).toEqual({
      bookingsPerDay: [{ date: '2026-11-23', count: 0 }],
    });
  });

  it('takes the same number of statements for a day and for a year', async () => {
    const { tenant, owner } = gym();
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-23'));
    const counted = async (from: string) => {
      test.statements.splice(0);
      await askTenant(test.subgraph, owner, perDay(from, '2026-11-23'));
      return test.statements.length;
    };
    // begin, set_config, measures, rollback
    expect([await counted('2026-11-23'), await counted('2025-11-23')]).toEqual([4, 4]);
  });

  it.each([
    ['a range that ends before it begins', '2026-11-23', '2026-11-22'],
    ['367 days', '2025-11-22', '2026-11-23'],
    ['a day that does not exist', '2026-02-30', '2026-03-01'],
    ['text that is no day', 'yesterday', '2026-03-01'],
  ])('refuses %s', async (_what, from, to) => {
    expect((await asking(gym().owner, inTenant(perDay(from, to)))).code).toBe('INVALID');
  });

  it('is for staff alone', async () => {
    const { customer, anonymous } = gym();
    expect((await asking(customer, inTenant(DAY))).code).toBe('FORBIDDEN');
    expect((await asking(anonymous, inTenant(DAY))).code).toBe('UNAUTHENTICATED');
  });
});

describe('a plan without analytics', () => {
  it.each([
    ['a field', inTenant(DAY)],
    ['an alias', inTenant(`usage: ${DAY}`)],
    ['an inline fragment', inTenant(`... on Tenant { ... { ${DAY} } }`)],
    [
      'a named fragment',
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ...Statistics } }
       fragment Statistics on Tenant { ${DAY} }`,
    ],
    ['a field among others', inTenant(`id usage { id } ${DAY}`)],
  ])('is refused behind `_entities` in %s, with what would unlock it', async (_form, document) => {
    expect(await asking(starter().owner, document)).toEqual(upgrade);
  });

  it('is refused the subscription before it begins, with what would unlock it', async () => {
    const query = 'subscription { renamed: bookingsPerDayChanged { date count } }';
    const answer = await test.subgraph.subscribe({ query, caller: starter().owner });
    expect(answer).toMatchObject({ errors: [{ extensions: upgrade }] });
  });

  it('leaves no transaction behind when other fields were on their way', async () => {
    await asking(starter().owner, inTenant(`usage { id } ${DAY}`));
    const [open] = await test.subgraph.parts.orm.em.fork().execute<{ count: number }[]>(
      `select count(*)::int as count from pg_stat_activity
        where datname = current_database() and usename = current_user and state = 'idle in transaction'`,
    );
    expect(open).toEqual({ count: 0 });
  });

  it('keeps its usage', async () => {
    await expect(askTenant(test.subgraph, starter().owner, 'usage { id }')).resolves.toEqual({ usage: [] });
  });

  it('hears of the role before the plan', async () => {
    expect((await asking(starter().customer, inTenant(DAY))).code).toBe('FORBIDDEN');
  });
});

describe('bookingsPerDayChanged', () => {
  it('tells the day and its new count, and another tenant nothing', async () => {
    const [own, other] = [gym(), gym()];
    const open = async (caller: Caller) => {
      const query = 'subscription { bookingsPerDayChanged { date count } }';
      const events = await test.subgraph.subscribe({ query, caller });
      if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
      return events[Symbol.asyncIterator]();
    };
    const [events, foreignEvents] = [await open(own.owner), await open(other.owner)];
    const [event, foreignEvent] = [events.next(), foreignEvents.next()];
    await happened(test, BookingMade, own.tenant.id, bookingOn('2026-11-20'));
    expect((await event).value).toEqual({
      data: { bookingsPerDayChanged: { date: '2026-11-20', count: 1 } },
    });
    await foreignEvents.return?.();
    expect(await foreignEvent).toEqual({ done: true, value: undefined });
    await events.return?.();
  });
});
