import { inTransaction } from '@freehold/kernel/database/transaction';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  accessTokenPublicKey,
  COOKIE,
  givenGuest,
  givenGym,
  PASSWORD,
  SIGN_IN,
  startTenancy,
} from '../../test/scene.ts';
import { Identity } from '../member/identity.entity.ts';
import { Session } from './session.entity.ts';

let test: TestSubgraph;
let gym: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  test = await startTenancy();
  gym = await givenGym(test, 'oslo', { furtherCustomers: 2 });
  other = await givenGym(test, 'bergen');
});
afterAll(() => test.close());

const input = (email: string, password = PASSWORD) => ({ input: { email, password } });
const wrong = (email: string) => refusalOf(test.subgraph, gym.anonymous, SIGN_IN, input(email, 'wrong'));
const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

describe('signing in', () => {
  it('answers who it is, with a token of 10 minutes', async () => {
    const answer = await ask(test.subgraph, gym.anonymous, SIGN_IN, input('kari@oslo.test'));
    expect(answer.signIn).toEqual({
      accessToken: expect.any(String),
      accessExpiresAt: new Date('2026-11-23T09:10:00Z'),
      refreshToken: expect.stringMatching(/^ses_[0-9a-z]{26}\.[\w-]{43}$/),
      member: {
        id: expect.stringMatching(/^mbr_/),
        name: 'Kari',
        email: 'kari@oslo.test',
        roles: ['CUSTOMER'],
      },
    });
  });

  it('signs a token that names person, tenant, member and session', async () => {
    const { caller, sessionId } = await givenGuest(test, gym, 'kari@oslo.test');
    const answer = await ask(test.subgraph, gym.anonymous, SIGN_IN, input('kari@oslo.test'));
    const { accessToken } = z.object({ accessToken: z.string() }).parse(answer.signIn);
    const key = await importSPKI(accessTokenPublicKey, 'EdDSA');
    const { payload, protectedHeader } = await jwtVerify(accessToken, key, { currentDate: test.clock.now() });
    expect(protectedHeader).toEqual({ alg: 'EdDSA' });
    expect(payload).toEqual({
      iss: 'freehold',
      aud: 'freehold-api',
      sub: caller.member?.identityId,
      tid: gym.tenant.id,
      mid: caller.member?.id,
      sid: expect.stringMatching(/^ses_/),
      jti: expect.any(String),
      iat: 1_795_424_400,
      exp: 1_795_425_000,
    });
    expect(payload.sid).not.toBe(sessionId);
  });

  it('gives a browser the refresh token as its cookie, for 30 days', async () => {
    const { refreshToken, setCookies } = await givenGuest(test, gym, 'kari@oslo.test');
    expect(setCookies).toEqual([{ name: COOKIE, value: refreshToken, maxAgeSeconds: 2_592_000 }]);
  });

  it('takes the address in capitals and between spaces', async () => {
    const answer = ask(test.subgraph, gym.anonymous, SIGN_IN, input(' KARI@Oslo.TEST '));
    await expect(answer).resolves.toBeDefined();
  });

  it('keeps neither password nor token in the database', async () => {
    const { refreshToken } = await givenGuest(test, gym, 'kari@oslo.test');
    const [, secret = ''] = refreshToken.split('.');
    const kept = await inTransaction(test.subgraph.parts.orm, gym.tenant.id, async (em) =>
      JSON.stringify([await em.find(Session, {}), await em.find(Identity, {})]),
    );
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(PASSWORD);
  });
});

describe('signing in is refused', () => {
  it.each([
    ['a wrong password', 'tor@oslo.test', 'wrong'],
    ['an address that nobody has', 'nobody@oslo.test', PASSWORD],
    ['a member of another tenant', 'kari@bergen.test', PASSWORD],
    ['somebody who is only counted', 'customer-1@oslo.invalid', PASSWORD],
  ])('for %s, always in the same words', async (_what, email, password) => {
    const answer = await test.subgraph.execute({
      query: SIGN_IN,
      variables: input(email, password),
      caller: gym.anonymous,
    });
    expect(answer).toEqual({
      data: { signIn: null },
      errors: [
        {
          message: 'The address or the password is wrong.',
          path: ['signIn'],
          extensions: { code: 'INVALID_CREDENTIALS' },
        },
      ],
    });
  });

  it('without a tenant, an address or a password', async () => {
    const nowhere = { ...gym.anonymous, tenant: null };
    const { subgraph } = test;
    expect((await refusalOf(subgraph, nowhere, SIGN_IN, input('a@b.test'))).code).toBe('TENANT_REQUIRED');
    expect((await refusalOf(subgraph, gym.anonymous, SIGN_IN, input(''))).code).toBe('INVALID');
    expect((await refusalOf(subgraph, gym.anonymous, SIGN_IN, input('a@b.test', ''))).code).toBe('INVALID');
    const long = input('a@b.test', 'x'.repeat(201));
    expect((await refusalOf(subgraph, gym.anonymous, SIGN_IN, long)).code).toBe('INVALID');
  });
});

describe('after 10 failures', () => {
  it('refuses even the right password until 15 minutes have passed since the first', async () => {
    const email = 'olga@oslo.test';
    const failed = await times(10, () => wrong(email));
    expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['INVALID_CREDENTIALS']));
    test.clock.advance(60_000);
    const refusal = await refusalOf(test.subgraph, gym.anonymous, SIGN_IN, input(email));
    expect(refusal).toEqual({ code: 'TOO_MANY_ATTEMPTS', retryAfterMs: 14 * 60_000 });
    test.clock.advance(14 * 60_000);
    await expect(givenGuest(test, gym, email)).resolves.toBeDefined();
    test.clock.moveTo('2026-11-23T09:00:00Z');
  });

  it('tells exactly 10 of 30 guesses at once that they are wrong', async () => {
    const refusals = await times(30, () => wrong('anybody@oslo.test'));
    expect(refusals.filter(({ code }) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(refusals.filter(({ code }) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(20);
  });

  it('still lets others in, and the same address elsewhere', async () => {
    await times(11, () => wrong('olga@bergen.test'));
    await expect(givenGuest(test, gym, 'kari@oslo.test')).resolves.toBeDefined();
    await expect(givenGuest(test, other, 'olga@bergen.test')).resolves.toBeDefined();
  });

  it('counts from the start after a success', async () => {
    const email = 'tor@oslo.test';
    for (const _round of [1, 2]) {
      await times(8, () => wrong(email));
      await expect(givenGuest(test, gym, email)).resolves.toBeDefined();
    }
  });

  it('does not refuse 30 who are right at once', async () => {
    await expect(times(30, () => givenGuest(test, gym, 'kari@oslo.test'))).resolves.toHaveLength(30);
  });
});
