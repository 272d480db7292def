import { FrozenClock } from '@freehold/kernel/values/clock';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { TinyHouse } from '../../test/tiny-house.ts';
import { Entitlements } from './entitlements.ts';

function newEntitlements(isToldOfChanges = true) {
  const { world, billing } = new TinyHouse();
  const clock = new FrozenClock('2026-01-01T00:00:00Z');
  const tenant = world.addTenant('fitzone', ['waitlist', 'analytics']);
  const logger = pino({ level: 'silent' });
  const entitlements = new Entitlements({ billing, clock, logger, isToldOfChanges: () => isToldOfChanges });
  return { entitlements, tenant, billing, clock };
}

const CLOSED = { plan: null, features: [], upgrades: {}, limits: {} };

describe('Entitlements', () => {
  it('tells what billing grants, in one order', async () => {
    const { entitlements, tenant } = newEntitlements();
    expect(await entitlements.of(tenant.id)).toEqual({
      plan: 'fitness:pro',
      features: ['analytics', 'waitlist'],
      upgrades: { analytics: 'fitness:pro' },
      limits: { classes: 10 },
    });
  });

  it('believes an answer for 30 seconds, and for 2 while billing cannot tell of changes', async () => {
    for (const [isTold, seconds] of [
      [true, 30],
      [false, 2],
    ] as const) {
      const { entitlements, tenant, clock } = newEntitlements(isTold);
      await entitlements.of(tenant.id);
      tenant.features = [];
      clock.advance(seconds * 1000 - 1);
      expect((await entitlements.of(tenant.id)).features).toHaveLength(2);
      clock.advance(1);
      expect((await entitlements.of(tenant.id)).features).toEqual([]);
    }
  });

  it('asks again once it is told to forget', async () => {
    const { entitlements, tenant } = newEntitlements();
    await entitlements.of(tenant.id);
    tenant.features = [];
    entitlements.forget(tenant.id);
    expect((await entitlements.of(tenant.id)).features).toEqual([]);
  });

  it('grants nothing while billing is away, and asks again after 2 seconds', async () => {
    const { entitlements, tenant, billing, clock } = newEntitlements();
    billing.isDown = true;
    expect(await entitlements.of(tenant.id)).toEqual(CLOSED);
    billing.isDown = false;
    expect(await entitlements.of(tenant.id)).toEqual(CLOSED);
    expect(billing.calls).toHaveLength(1);
    clock.advance(2_000);
    expect(await entitlements.of(tenant.id)).toMatchObject({ plan: 'fitness:pro' });
  });

  it('grants what was granted last for a minute while billing is away, then nothing', async () => {
    const { entitlements, tenant, billing, clock } = newEntitlements(false);
    await entitlements.of(tenant.id);
    billing.isDown = true;
    entitlements.forget(null);
    clock.advance(30_000);
    expect(await entitlements.of(tenant.id)).toMatchObject({ plan: 'fitness:pro' });
    clock.advance(30_000);
    expect(await entitlements.of(tenant.id)).toEqual(CLOSED);
  });

  it('grants nothing that billing has said is another now', async () => {
    const { entitlements, tenant, billing } = newEntitlements();
    await entitlements.of(tenant.id);
    billing.isDown = true;
    entitlements.forget(tenant.id);
    expect(await entitlements.of(tenant.id)).toEqual(CLOSED);
  });

  it('grants nothing to a tenant that billing does not know', async () => {
    const { entitlements } = newEntitlements();
    expect(await entitlements.of('tnt_01h45ytscbebyvny4gc8cr8ma2')).toEqual(CLOSED);
  });
});
