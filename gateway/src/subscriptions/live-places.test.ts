import type { Caller } from '@freehold/kernel/caller/caller';
import { newId } from '@freehold/kernel/values/id';
import { describe, expect, it } from 'vitest';
import { TooManyConnections } from '../refusals/refusals.ts';
import { LivePlaces } from './live-places.ts';
import { LIVE_SETTINGS } from './live-settings.ts';

const SETTINGS = {
  ...LIVE_SETTINGS,
  connectionsPerTenant: 3,
  connectionsByPlan: { small: 1 },
  connectionsMax: 5,
};

function callerOf(plan: string, limits: Record<string, number | null> = {}): Caller {
  const tenant = {
    id: newId('tnt'),
    edition: 'x',
    timeZone: 'UTC',
    currency: 'NOK',
    plan,
    features: [],
    upgrades: {},
    limits,
  };
  return { kind: 'public', requestId: 'r', tenant, member: null };
}

/** How many places a caller is given. */
function taken(places: LivePlaces, caller: Caller): number {
  for (let count = 0; ; count += 1)
    try {
      places.take(caller);
    } catch (error) {
      expect(error).toBeInstanceOf(TooManyConnections);
      return count;
    }
}

describe('places for live connections', () => {
  it.each([
    ['as many as a tenant has', callerOf('pro'), 3],
    ['as its plan has', callerOf('small'), 1],
    ['as its entitlements name', callerOf('small', { liveConnections: 2 }), 2],
    ['none where they name none', callerOf('pro', { liveConnections: 0 }), 0],
    ['all there are where they name no limit', callerOf('small', { liveConnections: null }), 5],
    ['as a tenant has where nobody is known', { ...callerOf('pro'), tenant: null }, 3],
  ])('are %s', (_, caller, count) => {
    expect(taken(new LivePlaces(SETTINGS), caller)).toBe(count);
  });

  it('are not taken from other tenants, but from all together', () => {
    const places = new LivePlaces(SETTINGS);
    expect(
      [callerOf('pro'), callerOf('pro'), callerOf('pro')].map((caller) => taken(places, caller)),
    ).toEqual([3, 2, 0]);
  });

  it('are given back once', () => {
    const places = new LivePlaces(SETTINGS);
    const caller = callerOf('small');
    const giveBack = places.take(caller);
    giveBack();
    giveBack();
    expect(taken(places, caller)).toBe(1);
    expect(taken(places, callerOf('pro'))).toBe(3);
  });
});
