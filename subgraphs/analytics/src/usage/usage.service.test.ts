import { newTenant } from '@freehold/kernel/testing/callers';
import { refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applied,
  askMeters,
  askTenant,
  askUsage,
  CountedByBooking,
  CountedByTenancy,
  faces,
  happened,
  NOVEMBER,
  tenantIn,
} from '../../test/scene.ts';
import { analyticsSubgraph } from '../analytics.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(analyticsSubgraph, { faces });
});
afterAll(() => test.close());

const USAGE = 'usage { id used periodStartsAt resetsAt updatedAt meter { key } }';
interface Counted {
  readonly usage: { readonly id: string; readonly used: number; readonly meter: { readonly key: string } };
}
interface CountedTenant {
  readonly usage: readonly Counted['usage'][];
}

const gym = (limits: Record<string, number | null> = {}) => newTenant(analyticsSubgraph, { limits });
const classes = (used: number, revision: number, period = NOVEMBER) => ({
  meter: 'classes',
  used,
  period,
  revision,
});

describe('usage', () => {
  it("is what was counted last, in the month of the tenant's time zone", async () => {
    const { tenant, owner } = gym();
    await happened(test, CountedByBooking, tenant.id, classes(1, 1));
    await happened(test, CountedByBooking, tenant.id, classes(2, 2));
    expect(await askTenant(test.subgraph, owner, USAGE)).toEqual({
      usage: [
        {
          id: expect.stringMatching(/^usg_/),
          used: 2,
          periodStartsAt: new Date('2026-10-31T23:00:00Z'),
          resetsAt: new Date('2026-11-30T23:00:00Z'),
          updatedAt: new Date('2026-11-23T09:00:00Z'),
          meter: { key: 'classes' },
        },
      ],
    });
  });

  it('has a forecast where the plan includes analytics; elsewhere that alone is refused', async () => {
    const { tenant, owner, customer, entitled } = gym();
    await happened(test, CountedByBooking, tenant.id, classes(11, 1));
    const query =
      'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Tenant { usage { used forecast } } } }';
    const variables = { keys: [{ __typename: 'Tenant', id: tenant.id }] };
    const look = (caller: typeof owner) => test.subgraph.execute({ query, variables, caller });
    // 538 of 720 hours have passed.
    expect(await look(entitled(owner, { features: ['analytics'] }))).toEqual({
      data: { _entities: [{ usage: [{ used: 11, forecast: 15 }] }] },
    });
    expect(await look(owner)).toMatchObject({
      data: { _entities: [{ usage: [{ used: 11, forecast: null }] }] },
      errors: [
        { path: ['_entities', 0, 'usage', 0, 'forecast'], extensions: { code: 'PLAN_UPGRADE_REQUIRED' } },
      ],
    });
    const refused = await look(entitled(customer, { features: ['analytics'] }));
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is not turned back by a count that comes late', async () => {
    const { tenant, owner } = gym();
    await happened(test, CountedByBooking, tenant.id, classes(7, 9));
    await happened(test, CountedByBooking, tenant.id, classes(6, 8));
    await happened(test, CountedByBooking, tenant.id, classes(1, 9));
    expect(await askTenant<CountedTenant>(test.subgraph, owner, USAGE)).toMatchObject({
      usage: [{ used: 7 }],
    });
  });

  it('is 0 in the current month for each meter of the plan that was not counted', async () => {
    const { owner } = gym({ classes: 100, bookings: null });
    expect(await askTenant(test.subgraph, owner, USAGE)).toMatchObject({
      usage: ['bookings', 'classes'].map((key) => ({
        used: 0,
        periodStartsAt: new Date('2026-10-31T23:00:00Z'),
        resetsAt: new Date('2026-11-30T23:00:00Z'),
        updatedAt: new Date('2026-10-31T23:00:00Z'),
        meter: { key },
      })),
    });
  });

  it('begins anew at midnight in the calendar that tenancy told', async () => {
    const { tenant, owner } = gym({ classes: 100 });
    await happened(test, TenantProvisioned, tenant.id, tenantIn(tenant.id, 'America/New_York'));
    await happened(test, CountedByBooking, tenant.id, classes(3, 1));
    const used = async (instant: string) => {
      test.clock.moveTo(instant);
      const { usage } = await askTenant<CountedTenant>(test.subgraph, owner, 'usage { used resetsAt }');
      return usage;
    };
    const [before, after] = [await used('2026-12-01T04:59:59Z'), await used('2026-12-01T05:00:00Z')];
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(before).toEqual([{ used: 3, resetsAt: new Date('2026-12-01T05:00:00Z') }]);
    expect(after).toEqual([{ used: 0, resetsAt: new Date('2027-01-01T05:00:00Z') }]);
  });

  it('of a gauge counts since the tenant was made and never resets, counted or not', async () => {
    const { tenant, owner } = gym({ members: 50, seats: 5 });
    await happened(test, TenantProvisioned, tenant.id, tenantIn(tenant.id, 'Europe/Oslo'));
    const members = { meter: 'members', used: 12, period: '', revision: 12 };
    await happened(test, CountedByTenancy, tenant.id, members);
    const opened = new Date('2026-11-23T09:00:00Z');
    expect(await askTenant(test.subgraph, owner, USAGE)).toMatchObject({
      usage: [
        { used: 12, periodStartsAt: opened, resetsAt: null, meter: { key: 'members' } },
        { used: 0, periodStartsAt: opened, resetsAt: null, meter: { key: 'seats' } },
      ],
    });
  });

  it('has the same id before its first count and after, and is found by it', async () => {
    const { tenant, owner } = gym({ classes: 100 });
    const { usage: before } = await askTenant<CountedTenant>(test.subgraph, owner, USAGE);
    const ids = before.map(({ id }) => id);
    expect(await askUsage(test.subgraph, owner, ids)).toEqual([
      { id: ids[0], used: 0, meter: { key: 'classes' } },
    ]);
    await happened(test, CountedByBooking, tenant.id, classes(4, 1));
    expect(await askUsage(test.subgraph, owner, ids)).toEqual([
      { id: ids[0], used: 4, meter: { key: 'classes' } },
    ]);
  });

  it('of a month that is over is found by its id, and is another than that of this month', async () => {
    const { tenant, owner } = gym();
    await happened(test, CountedByBooking, tenant.id, classes(9, 1));
    const { usage: november } = await askTenant<CountedTenant>(test.subgraph, owner, USAGE);
    test.clock.moveTo('2026-12-10T09:00:00Z');
    await happened(test, CountedByBooking, tenant.id, classes(1, 1, '2026-12-01'));
    const { usage: december } = await askTenant<CountedTenant>(test.subgraph, owner, USAGE);
    const found = await askUsage(
      test.subgraph,
      owner,
      [...november, ...december].map(({ id }) => id),
    );
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(found).toMatchObject([{ used: 9 }, { used: 1 }]);
  });

  it('is invisible to another tenant, by list, by meter and by id', async () => {
    const [own, other] = [gym(), gym({ classes: 100 })];
    await happened(test, CountedByBooking, own.tenant.id, classes(5, 1));
    const [mine] = (await askTenant<CountedTenant>(test.subgraph, own.owner, USAGE)).usage;
    expect(await askTenant(test.subgraph, other.owner, 'usage { used }')).toEqual({ usage: [{ used: 0 }] });
    expect(await askMeters(test.subgraph, other.owner, ['classes'], 'usage { used }')).toEqual([
      { usage: { used: 0 } },
    ]);
    expect(await askUsage(test.subgraph, other.owner, [mine?.id ?? '', newId('usg'), 'usg_1'])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is for staff alone', async () => {
    const { tenant, trainer, customer, anonymous } = gym({ classes: 1 });
    const variables = { keys: [{ __typename: 'Tenant', id: tenant.id }] };
    const query =
      'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Tenant { usage { id } } } }';
    expect((await refusalOf(test.subgraph, customer, query, variables)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, anonymous, query, variables)).code).toBe('UNAUTHENTICATED');
    await expect(askTenant(test.subgraph, trainer, 'usage { id }')).resolves.toBeDefined();
  });

  it('takes the same number of statements for 2 meters and for 40', async () => {
    const { tenant, owner } = gym();
    const meters = Array.from({ length: 40 }, (_, index) => `meter_${index}`);
    const told = await Promise.all(
      meters.map((meter) =>
        test.tell(CountedByBooking, tenant.id, { meter, used: 1, period: NOVEMBER, revision: 1 }),
      ),
    );
    await Promise.all(told.map((id) => applied(test.subgraph, tenant.id, id)));
    const counted = async (keys: readonly string[]) => {
      test.statements.splice(0);
      const found = await askMeters<Counted>(test.subgraph, owner, keys, USAGE);
      expect(found.every(({ usage }) => usage.used === 1)).toBe(true);
      return test.statements.length;
    };
    // begin, set_config, calendar, usage, rollback
    expect([await counted(meters.slice(0, 2)), await counted(meters)]).toEqual([5, 5]);
  });
});

describe('usageChanged', () => {
  const query = 'subscription { usageChanged { id used resetsAt meter { key } } }';

  it('tells staff of the tenant, on any plan, and nobody else', async () => {
    const [own, other] = [gym(), gym()];
    const open = async (caller: typeof own.owner) => {
      const events = await test.subgraph.subscribe({ query, caller });
      if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
      return events[Symbol.asyncIterator]();
    };
    const [events, foreignEvents] = [await open(own.trainer), await open(other.owner)];
    const [event, foreignEvent] = [events.next(), foreignEvents.next()];
    await happened(test, CountedByBooking, own.tenant.id, classes(1, 1));
    expect((await event).value).toEqual({
      data: {
        usageChanged: {
          id: expect.stringMatching(/^usg_/),
          used: 1,
          resetsAt: new Date('2026-11-30T23:00:00Z'),
          meter: { key: 'classes' },
        },
      },
    });
    await foreignEvents.return?.();
    expect(await foreignEvent).toEqual({ done: true, value: undefined });
    await events.return?.();
  });

  it('is silent about a count that comes late', async () => {
    const { tenant, owner } = gym();
    const answer = await test.subgraph.subscribe({ query, caller: owner });
    if (!(Symbol.asyncIterator in answer)) throw new Error(JSON.stringify(answer));
    const events = answer[Symbol.asyncIterator]();
    await happened(test, CountedByBooking, tenant.id, classes(5, 5));
    expect((await events.next()).value).toMatchObject({ data: { usageChanged: { used: 5 } } });
    await happened(test, CountedByBooking, tenant.id, classes(4, 4));
    await happened(test, CountedByBooking, tenant.id, { ...classes(1, 1), meter: 'bookings' });
    expect((await events.next()).value).toMatchObject({
      data: { usageChanged: { meter: { key: 'bookings' } } },
    });
  });

  it('is refused to customers before it begins', async () => {
    const answer = await test.subgraph.subscribe({ query, caller: gym().customer });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
