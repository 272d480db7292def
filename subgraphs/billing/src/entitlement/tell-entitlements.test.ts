import type { TenantId } from '@freehold/kernel/caller/caller';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changePlan, givenSubscribed, startBilling } from '../../test/scene.ts';
import { EntitlementsTold } from '../events.ts';

let test: TestSubgraph;
let relay: pg.Client;
beforeAll(async () => {
  test = await startBilling();
  relay = new pg.Client({ connectionString: test.database.url('billing_relay') });
  await relay.connect();
});
afterAll(async () => {
  await relay.end();
  await test.close();
});

async function toldOf(tenantId: TenantId, count: number) {
  return vi.waitFor(
    async () => {
      const { rows } = await relay.query(
        'select payload from billing.outbox where tenant_id = $1 and name = $2 order by transaction_id, position',
        [uuidOf(tenantId), EntitlementsTold.name],
      );
      expect(rows).toHaveLength(count);
      return rows.map(({ payload }) => EntitlementsTold.payload.parse(payload).entitled);
    },
    { timeout: 45_000, interval: 20 },
  );
}

describe('entitlements for those who act without a passport', () => {
  it('are told whole at the first subscription, and again when the plan changes', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    const [first] = await toldOf(gym.tenant.id, 1);
    const starter = {
      from: test.clock.now().toISOString(),
      plan: 'test:starter',
      features: ['booking'],
      upgrades: { analytics: 'test:pro', mobile_app: 'test:mobile_app', white_label: 'test:enterprise' },
    };
    expect(first).toEqual([{ ...starter, limits: expect.objectContaining({}) }]);
    await changePlan(test, gym.owner, 'test:pro');
    const [, second] = await toldOf(gym.tenant.id, 2);
    expect(second).toMatchObject([{ plan: 'test:pro', features: ['booking', 'analytics'] }]);
  });

  it('say beforehand what is left when a free start ends', async () => {
    const gym = await givenSubscribed(test, { edition: 'test', trial: true });
    const [told = []] = await toldOf(gym.tenant.id, 1);
    expect(told).toHaveLength(2);
    const [now, after] = told;
    expect(now?.from).toBe(test.clock.now().toISOString());
    expect(after && now && after.from > now.from).toBe(true);
    expect(Object.values(now?.limits ?? {}).some((cap) => cap !== 0)).toBe(true);
    expect(Object.values(after?.limits ?? {}).every((cap) => cap === 0)).toBe(true);
  });
});
