import { gatewayCaller, newTenant } from '@freehold/kernel/testing/callers';
import { refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countOf, deliverAllAgain, setAside } from '../../test/deliveries.ts';
import {
  anyKey,
  askTenant,
  CHANGE,
  changePlan,
  givenSubscribed,
  ofTenant,
  passportOf,
  startBilling,
  tellProvisioned,
} from '../../test/scene.ts';
import { billingSubgraph } from '../billing.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startBilling();
});
afterAll(() => test.close());

const PLAN = 'plan { key version }';
const planOf = (key: string, version: number) => ({ plan: { key, version } });

describe('a tenant that was made', () => {
  it('is subscribed to its first plan, in the newest version', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:pro' });
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:pro', 2));
  });

  it('is subscribed once, however often the event is delivered', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    await deliverAllAgain(test);
    expect(await countOf(test, gym.tenant.id, 'subscription')).toBe(1);
    expect(await countOf(test, gym.tenant.id, 'outbox')).toBe(1);
  });

  it('stays on its plan when it is told to have been made once more', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    await tellProvisioned(test, gym.tenant.id, { plan: 'test:pro' });
    await givenSubscribed(test);
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:starter', 1));
    expect(await countOf(test, gym.tenant.id, 'outbox')).toBe(1);
  });

  it.each([
    ['a plan of another edition', { plan: 'converting:pro' }],
    ['an edition that is not in service', { edition: 'moonbase' }],
  ])('has no subscription after %s, and does not stop the next tenant', async (_what, provisioned) => {
    const gym = newTenant(billingSubgraph);
    await tellProvisioned(test, gym.tenant.id, provisioned);
    await givenSubscribed(test);
    expect(await passportOf(test, gym.tenant.id)).toBeNull();
    expect(await setAside(test, gym.tenant.id)).toHaveLength(1);
  });
});

describe('changing the plan', () => {
  it('holds from now on', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const answer = await changePlan(test, gym.owner, 'test:pro');
    expect(answer).toEqual({
      data: { changePlan: { tenant: { id: gym.tenant.id, ...planOf('test:pro', 2) } } },
    });
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:pro', 2));
  });

  it('answers a repetition with the same key the same, and does nothing', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const key = anyKey();
    const first = await changePlan(test, gym.owner, 'test:pro', key);
    expect(await changePlan(test, gym.owner, 'test:pro', key)).toEqual(first);
    expect(await countOf(test, gym.tenant.id, 'outbox')).toBe(2);
  });

  it('does not bring a plan back that was left since', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const key = anyKey();
    await changePlan(test, gym.owner, 'test:pro', key);
    await changePlan(test, gym.owner, 'test:starter');
    await changePlan(test, gym.owner, 'test:pro', key);
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:starter', 1));
  });

  it('happens once for 10 calls at once with one key', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const key = anyKey();
    const calls = Array.from({ length: 10 }, () => changePlan(test, gym.owner, 'test:pro', key));
    const answers = await Promise.all(calls);
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]?.errors).toBeUndefined();
    expect(await countOf(test, gym.tenant.id, 'outbox')).toBe(2);
    expect(await countOf(test, gym.tenant.id, 'idempotency_key')).toBe(1);
  });

  it('happens once for 10 calls at once with a key each', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const calls = Array.from({ length: 10 }, () => changePlan(test, gym.owner, 'test:pro'));
    const answers = await Promise.all(calls);
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(await countOf(test, gym.tenant.id, 'outbox')).toBe(2);
  });

  it('refuses a key that came with another plan before', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const idempotencyKey = anyKey();
    await changePlan(test, gym.owner, 'test:pro', idempotencyKey);
    const input = { plan: 'test:starter', idempotencyKey };
    expect((await refusalOf(test.subgraph, gym.owner, CHANGE, { input })).code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:pro', 2));
  });

  it.each([
    ['an unknown plan', { plan: 'test:unknown' }, 'NOT_FOUND'],
    ['a plan of another edition', { plan: 'converting:pro' }, 'NOT_FOUND'],
    ['an add-on', { plan: 'test:mobile_app' }, 'NOT_FOUND'],
    ['a plan whose price is on request', { plan: 'test:enterprise' }, 'PLAN_ON_REQUEST'],
    ['an empty key', { idempotencyKey: '' }, 'INVALID'],
    ['a key of 201 characters', { idempotencyKey: 'k'.repeat(201) }, 'INVALID'],
  ])('refuses %s and changes nothing', async (_what, wrong, code) => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const input = { plan: 'test:pro', idempotencyKey: anyKey(), ...wrong };
    expect((await refusalOf(test.subgraph, gym.owner, CHANGE, { input })).code).toBe(code);
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:starter', 1));
    expect(await countOf(test, gym.tenant.id, 'idempotency_key')).toBe(0);
  });

  it('is for the owner alone', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const input = { plan: 'test:pro', idempotencyKey: anyKey() };
    for (const caller of [gym.someone('TENANT_ADMIN'), gym.trainer, gym.customer])
      expect((await refusalOf(test.subgraph, caller, CHANGE, { input })).code).toBe('FORBIDDEN');
    for (const caller of [gym.anonymous, gatewayCaller])
      expect((await refusalOf(test.subgraph, caller, CHANGE, { input })).code).toBe('UNAUTHENTICATED');
  });

  it("does not find another tenant's subscription, nor move it", async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const stranger = newTenant(billingSubgraph);
    const input = { plan: 'test:pro', idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, stranger.owner, CHANGE, { input })).code).toBe('NOT_FOUND');
    expect(await askTenant(test, gym.owner, PLAN)).toEqual(planOf('test:starter', 1));
  });
});

describe('the plan of a tenant', () => {
  it('is not for customers, nor for strangers', async () => {
    const gym = await givenSubscribed(test);
    const id = gym.tenant.id;
    expect((await refusalOf(test.subgraph, gym.customer, ofTenant(PLAN), { id })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, ofTenant(PLAN), { id })).code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('does not exist for another tenant, not even for its owner', async () => {
    const gym = await givenSubscribed(test);
    const other = await givenSubscribed(test);
    const { data } = await test.subgraph.execute({
      query: ofTenant(PLAN),
      variables: { id: gym.tenant.id },
      caller: other.owner,
    });
    expect(data).toEqual({ _entities: [null] });
  });
});
