import { EntitlementsTold } from '@freehold/billing/events';
import { newTenant } from '@freehold/kernel/testing/callers';
import { waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyOf, givenTold, tellEntitled, tellMade } from '../../test/told-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const newGym = () => newTenant(bookingSubgraph, { limits: { classes: 50 }, features: ['waitlist'] });
const soon = { timeout: 45_000, interval: 10 };

describe('the copy of a tenant', () => {
  it('is what tenancy and billing told, as a passport would say it', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    expect(await copyOf(test, gym)).toEqual(gym.tenant);
  });

  it('is nobody until tenancy has told, even when billing was faster', async () => {
    const gym = newGym();
    expect(await copyOf(test, gym)).toBeNull();
    await tellEntitled(test, gym);
    await givenTold(test, newGym());
    expect(await copyOf(test, gym)).toBeNull();
    await tellMade(test, gym);
    await vi.waitFor(async () => expect(await copyOf(test, gym)).toEqual(gym.tenant), soon);
  });

  it('grants nothing until billing has told', async () => {
    const gym = newGym();
    await tellMade(test, gym);
    const closed = { plan: null, features: [], upgrades: {}, limits: {} };
    await vi.waitFor(async () => expect(await copyOf(test, gym)).toEqual({ ...gym.tenant, ...closed }), soon);
  });

  it('follows what billing tells, and what becomes of it when a free start ends', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    const now = { plan: 'test:studio', features: [], upgrades: {}, limits: { classes: null } };
    const entitled = [
      { ...now, from: NOW.replace('Z', '.000Z') },
      { ...now, from: '2026-12-07T09:00:00.000Z', limits: { classes: 0 } },
    ];
    await test.tell(EntitlementsTold, gym.tenant.id, { entitled });
    await vi.waitFor(async () => expect(await copyOf(test, gym)).toMatchObject(now), soon);
    test.clock.moveTo('2026-12-07T08:59:59.999Z');
    expect(await copyOf(test, gym)).toMatchObject({ limits: { classes: null } });
    test.clock.moveTo('2026-12-07T09:00:00Z');
    expect(await copyOf(test, gym)).toMatchObject({ plan: 'test:studio', limits: { classes: 0 } });
  });

  it('is not known well enough to act for while its currency was not told', async () => {
    const gym = newGym();
    const { id: tenantId } = gym.tenant;
    const facts = { slug: 'gym', edition: 'test', plan: 'test:pro', trial: false, timeZone: 'Europe/Oslo' };
    await test.tell(TenantProvisioned, tenantId, { tenantId, ...facts });
    await givenTold(test, newGym());
    expect(await copyOf(test, gym)).toBeNull();
  });

  it('begins what is done again and again, once for each tenant however often it is told', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    await tellMade(test, gym);
    await givenTold(test, newGym());
    const kinds = (await waitingJobs(test, gym.tenant.id)).map(({ type }) => type);
    expect(kinds.sort()).toEqual([
      'booking.extend-series',
      'booking.forget-old-texts',
      'booking.realign-series',
      'booking.sweep-holds',
      'kernel.clean-up',
    ]);
  });
});
