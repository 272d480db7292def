import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { describe, expect, it } from 'vitest';
import { reusedPassports } from './reused-passports.ts';

const TENANT: CallerTenant = {
  id: newId('tnt'),
  edition: 'fitness',
  timeZone: 'Europe/Oslo',
  currency: 'NOK',
  plan: 'fitness:pro',
  features: ['analytics'],
  upgrades: {},
  limits: { bookings: 10 },
};
const CALLER: Caller = { kind: 'public', requestId: 'one', tenant: TENANT, member: null };

function counting(isBroken: () => boolean = () => false) {
  const clock = new FrozenClock('2026-11-23T09:00:00Z');
  const signed: Caller[] = [];
  const issue = async (caller: Caller) => {
    if (isBroken()) throw new Error('There is no key.');
    return `passport ${signed.push(caller)}`;
  };
  return { clock, signed, passports: reusedPassports({ issue }, clock) };
}

describe('reusedPassports', () => {
  it('signs once for all requests of a caller within 10 seconds', async () => {
    const { clock, signed, passports } = counting();
    const ask = (requestId: string) => passports.issue({ ...structuredClone(CALLER), requestId });
    const first = await ask('one');
    clock.advance(9_999);
    expect([await ask('two'), await ask('three'), signed.length]).toEqual([first, first, 1]);
    clock.advance(1);
    expect([await ask('four'), signed.length]).toEqual(['passport 2', 2]);
  });

  it.each([
    ['another tenant', { ...CALLER, tenant: { ...TENANT, id: newId('tnt') } }],
    ['another plan', { ...CALLER, tenant: { ...TENANT, plan: 'fitness:max' } }],
    ['other features', { ...CALLER, tenant: { ...TENANT, features: [] } }],
    ['no tenant', { ...CALLER, tenant: null }],
    ['another kind', { ...CALLER, kind: 'gateway' as const }],
  ])('shows nobody the passport of %s', async (_, other) => {
    const { passports } = counting();
    expect(await passports.issue(CALLER)).not.toBe(await passports.issue(other));
  });

  it('does not remember what could not be signed', async () => {
    let isBroken = true;
    const { passports } = counting(() => isBroken);
    await expect(passports.issue(CALLER)).rejects.toThrow('no key');
    isBroken = false;
    expect(await passports.issue(CALLER)).toBe('passport 1');
  });
});
