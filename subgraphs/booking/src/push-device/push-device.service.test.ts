import type { Caller } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newGym } from '../../test/booking-scene.ts';
import { idOf } from '../../test/customer-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';
import { PushDevice } from './push-device.entity.ts';

const REGISTER = `mutation ($input: RegisterPushDeviceInput!) { registerPushDevice(input: $input) { device { id } } }`;
const FORGET = `mutation ($input: ForgetPushDeviceInput!) { forgetPushDevice(input: $input) { forgottenDeviceId } }`;

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
beforeEach(() => {
  gym = newGym();
});
afterAll(() => test.close());

const register = (caller: Caller, token: string, idempotencyKey = anyKey()) =>
  ask<{ registerPushDevice: { device: { id: string } } }>(test.subgraph, caller, REGISTER, {
    input: { token, idempotencyKey },
  });
const codeOf = async (caller: Caller, query: string, token: string) =>
  (await refusalOf(test.subgraph, caller, query, { input: { token, idempotencyKey: anyKey() } })).code;
const devicesOf = (caller: Caller) =>
  inTransaction(test.subgraph.parts.orm, gym.tenant.id, async (em) => {
    const devices = await em.find(PushDevice, { memberId: idOf(caller) }, { orderBy: { id: 'asc' } });
    return devices.map(({ token }) => token);
  });

describe('a device', () => {
  it('is registered once, also by two keys, and forgotten', async () => {
    const first = await register(gym.customer, 'phone');
    expect(await register(gym.customer, 'phone')).toEqual(first);
    expect(await devicesOf(gym.customer)).toEqual(['phone']);
    const forgotten = await ask(test.subgraph, gym.customer, FORGET, {
      input: { token: 'phone', idempotencyKey: anyKey() },
    });
    expect(forgotten).toEqual({
      forgetPushDevice: { forgottenDeviceId: first.registerPushDevice.device.id },
    });
    expect(await devicesOf(gym.customer)).toEqual([]);
  });

  it('belongs to the last who registered it', async () => {
    const other = gym.someone('CUSTOMER');
    await register(gym.customer, 'shared');
    await register(other, 'shared');
    expect([await devicesOf(gym.customer), await devicesOf(other)]).toEqual([[], ['shared']]);
    expect(await codeOf(gym.customer, FORGET, 'shared')).toBe('NOT_FOUND');
  });

  it('that is the eleventh takes the place of the oldest', async () => {
    for (const number of Array.from({ length: 11 }, (_, index) => index)) {
      test.clock.advance(1000);
      await register(gym.customer, `phone-${number}`);
    }
    const kept = await devicesOf(gym.customer);
    expect(kept).toHaveLength(10);
    expect(kept).not.toContain('phone-0');
  });

  it('of another tenant may have the same token and is not known here', async () => {
    const elsewhere = newGym();
    await register(elsewhere.customer, 'phone');
    expect(await codeOf(gym.customer, FORGET, 'phone')).toBe('NOT_FOUND');
    await register(gym.customer, 'phone');
    expect(await devicesOf(gym.customer)).toEqual(['phone']);
  });

  it.each([
    ['no token', ''],
    ['a token with a space', 'a b'],
    ['a token with a line break', 'a\nb'],
    ['a token of 2,001 characters', 'x'.repeat(2001)],
  ])('is refused with %s', async (_, token) => {
    expect(await codeOf(gym.customer, REGISTER, token)).toBe('INVALID');
    expect(await devicesOf(gym.customer)).toEqual([]);
  });

  it('may have a token of 2,000 random characters', async () => {
    const token = Array.from({ length: 2000 }, () =>
      String.fromCharCode(33 + Math.floor(Math.random() * 94)),
    ).join('');
    await register(gym.customer, token);
    expect(await devicesOf(gym.customer)).toEqual([token]);
  });

  it('is for those who are signed in', async () => {
    expect(await codeOf(gym.anonymous, REGISTER, 'phone')).toBe('UNAUTHENTICATED');
  });
});
