import type { TenantId } from '@freehold/kernel/caller/caller';
import { gatewayCaller, newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  askTenant,
  changePlan,
  givenSubscribed,
  ofTenant,
  PASSPORT,
  passportOf,
  startBilling,
} from '../../test/scene.ts';
import { billingSubgraph } from '../billing.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startBilling();
});
afterAll(() => test.close());

const ENTITLEMENTS = 'entitlements { feature { key } granted source cheapestGrant }';

describe('what a tenant may use', () => {
  it('names every feature of the edition, why it is granted, and what would grant it', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const missing = { granted: false, source: 'not part of plan test:starter' };
    expect(await askTenant(test, gym.trainer, ENTITLEMENTS)).toEqual({
      entitlements: [
        { feature: { key: 'booking' }, granted: true, source: 'plan test:starter', cheapestGrant: null },
        { feature: { key: 'analytics' }, ...missing, cheapestGrant: 'test:pro' },
        { feature: { key: 'mobile_app' }, ...missing, cheapestGrant: 'test:mobile_app' },
        { feature: { key: 'white_label' }, ...missing, cheapestGrant: 'test:enterprise' },
      ],
    });
  });

  it('is not for customers, nor for strangers', async () => {
    const gym = await givenSubscribed(test);
    const id = gym.tenant.id;
    expect((await refusalOf(test.subgraph, gym.customer, ofTenant(ENTITLEMENTS), { id })).code).toBe(
      'FORBIDDEN',
    );
    expect((await refusalOf(test.subgraph, gym.anonymous, ofTenant(ENTITLEMENTS), { id })).code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('is its own alone: the same question shows another tenant what that one may use', async () => {
    const [small, large] = [
      await givenSubscribed(test, { plan: 'test:starter' }),
      await givenSubscribed(test, { plan: 'test:pro' }),
    ];
    const granted = 'entitlements { granted }';
    const having = (...answers: boolean[]) => ({ entitlements: answers.map((each) => ({ granted: each })) });
    expect(await askTenant(test, small.owner, granted)).toEqual(having(true, false, false, false));
    expect(await askTenant(test, large.owner, granted)).toEqual(having(true, true, false, false));
    const foreign = { query: ofTenant(granted), variables: { id: large.tenant.id }, caller: small.owner };
    expect((await test.subgraph.execute(foreign)).data).toEqual({ _entities: [null] });
  });
});

describe('what the gateway puts into a passport', () => {
  it('is plan, features, upgrades, and a cap for each meter: none where units over it are billed', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    expect(await passportOf(test, gym.tenant.id)).toEqual({
      plan: 'test:starter',
      features: ['booking'],
      upgrades: [
        { feature: 'analytics', cheapestGrant: 'test:pro' },
        { feature: 'mobile_app', cheapestGrant: 'test:mobile_app' },
        { feature: 'white_label', cheapestGrant: 'test:enterprise' },
      ],
      limits: [
        { meter: 'classes', cap: 100 },
        { meter: 'bookings', cap: null },
        { meter: 'calls', cap: null },
      ],
    });
  });

  it('says how much may be asked and how many may listen, where the plan says so', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:enterprise' });
    const { limits } = (await passportOf(test, gym.tenant.id)) ?? {};
    expect(limits).toContainEqual({ meter: 'requestsPerMinute', cap: 5_000 });
    expect(limits).toContainEqual({ meter: 'liveConnections', cap: null });
  });

  it('is nothing for a tenant without a subscription', async () => {
    expect(await passportOf(test, newId('tnt'))).toBeNull();
  });

  it('is refused for what is no id of a tenant', async () => {
    const refusal = await refusalOf(test.subgraph, gatewayCaller, PASSPORT, { tenantId: newId('mbr') });
    expect(refusal.code).toBe('INVALID');
  });

  it('is for the gateway alone', async () => {
    const gym = await givenSubscribed(test);
    const variables = { tenantId: gym.tenant.id };
    expect((await refusalOf(test.subgraph, gym.owner, PASSPORT, variables)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, PASSPORT, variables)).code).toBe('UNAUTHENTICATED');
  });
});

describe('after the last day of a free start', () => {
  const lastInstant = '2026-12-07T08:59:59.999Z';
  const firstInstantAfter = '2026-12-07T09:00:00Z';
  const closed = ['classes', 'bookings', 'calls'].map((meter) => ({ meter, cap: 0 }));
  const summary = 'entitlements { granted source } meters { limit enforcement }';

  afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

  async function afterTrial(edition: string) {
    const gym = await givenSubscribed(test, { edition, trial: true });
    const before = await passportOf(test, gym.tenant.id);
    test.clock.moveTo(lastInstant);
    expect(await passportOf(test, gym.tenant.id)).toEqual(before);
    test.clock.moveTo(firstInstantAfter);
    return { gym, before };
  }

  it('READ_ONLY leaves the features, so that everything can be read, and no unit more', async () => {
    const { gym, before } = await afterTrial('test');
    expect(await passportOf(test, gym.tenant.id)).toEqual({ ...before, limits: closed });
    expect(await askTenant(test, gym.owner, 'meters { limit enforcement }')).toEqual({
      meters: closed.map(() => ({ limit: 0, enforcement: 'HARD' })),
    });
  });

  it('CONVERT leaves everything: the paid time has begun', async () => {
    const { gym, before } = await afterTrial('converting');
    expect(await passportOf(test, gym.tenant.id)).toEqual(before);
  });

  it('CANCEL leaves nothing, and says why', async () => {
    const { gym } = await afterTrial('canceling');
    expect(await passportOf(test, gym.tenant.id)).toMatchObject({ features: [], limits: closed });
    expect(await askTenant(test, gym.owner, summary)).toMatchObject({
      entitlements: Array.from({ length: 4 }, () => ({
        granted: false,
        source: 'subscription to canceling:pro has ended',
      })),
    });
  });

  it('choosing a plan, the same one too, gives back what it grants', async () => {
    const { gym, before } = await afterTrial('test');
    const { errors } = await changePlan(test, gym.owner, 'test:pro');
    expect(errors).toBeUndefined();
    expect(await passportOf(test, gym.tenant.id)).toEqual(before);
  });

  it('a plan that was changed during it does not make it longer', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter', trial: true });
    await changePlan(test, gym.owner, 'test:pro');
    test.clock.moveTo(firstInstantAfter);
    expect(await passportOf(test, gym.tenant.id)).toMatchObject({ plan: 'test:pro', limits: closed });
  });
});

describe('hearing that entitlements changed', () => {
  const query = 'subscription { _entitlementsChanged { tenantId } }';

  /** Listens to tenants of one test; events of earlier tests may still be on their way. */
  async function listen() {
    const events = await test.subgraph.subscribe({ query, caller: gatewayCaller });
    if (!(Symbol.asyncIterator in events)) throw new Error('It was refused.');
    const iterator = events[Symbol.asyncIterator]();
    const next = async () => {
      const { value } = await iterator.next();
      return value.data._entitlementsChanged.tenantId;
    };
    return {
      /** The next so many of the named tenants. */
      hear: async (count: number, ...tenants: TestTenant[]) => {
        const ids = tenants.map(({ tenant }) => tenant.id);
        const heard: TenantId[] = [];
        while (heard.length < count) heard.push(...[await next()].filter((id) => ids.includes(id)));
        return heard;
      },
      stop: () => iterator.return?.(),
    };
  }

  it('the gateway hears of each tenant: when it is subscribed, and when its plan changes', async () => {
    const events = await listen();
    const [gym, other] = [await givenSubscribed(test), await givenSubscribed(test)];
    expect(await events.hear(2, gym, other)).toEqual([gym.tenant.id, other.tenant.id]);
    await changePlan(test, gym.owner, 'test:starter');
    expect(await events.hear(1, gym, other)).toEqual([gym.tenant.id]);
    await events.stop();
  });

  it('nothing is heard of a change to the plan that is there already', async () => {
    const events = await listen();
    const gym = await givenSubscribed(test, { plan: 'test:pro' });
    await changePlan(test, gym.owner, 'test:pro');
    const other = await givenSubscribed(test);
    expect(await events.hear(2, gym, other)).toEqual([gym.tenant.id, other.tenant.id]);
    await events.stop();
  });

  it('is for the gateway alone', async () => {
    const gym = newTenant(billingSubgraph);
    for (const [caller, code] of [
      [gym.owner, 'FORBIDDEN'],
      [gym.anonymous, 'UNAUTHENTICATED'],
    ] as const) {
      const answer = await test.subgraph.subscribe({ query, caller });
      expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
    }
  });
});
