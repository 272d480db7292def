import { generateKeyPairSync } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { FrozenClock } from '../values/clock.ts';
import type { Caller } from './caller.ts';
import { createPassportIssuer, createPassportVerifier, PassportRefused } from './passport.ts';

const pair = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const keys = pair();
const caller: Caller = { kind: 'public', requestId: 'r-1', tenant: null, member: null };

function house() {
  const clock = new FrozenClock('2026-11-23T09:00:00Z');
  return {
    clock,
    issuer: createPassportIssuer(keys.privateKey, clock, 'booking'),
    verifier: createPassportVerifier(keys.publicKey, clock, 'booking'),
  };
}

describe('a passport', () => {
  it('says who asks', async () => {
    const { issuer, verifier } = house();
    expect(await verifier.verify(await issuer.issue(caller), caller.requestId)).toEqual(caller);
  });

  it('is good for every request of the caller, each by its own name', async () => {
    const { issuer, verifier } = house();
    const passport = await issuer.issue(caller);
    expect(passport).toBe(await issuer.issue({ ...caller, requestId: 'r-2' }));
    const ids = ['r-1', 'r-2', undefined, ['r-1'], '', 'a b', `${'x'.repeat(101)}`];
    const callers = await Promise.all(ids.map((id) => verifier.verify(passport, id)));
    expect(callers.map(({ requestId }) => requestId)).toEqual(['r-1', 'r-2', ...Array(5).fill('unknown')]);
    expect(callers.map(({ kind, tenant, member }) => ({ kind, tenant, member }))).toEqual(
      ids.map(() => ({ kind: 'public', tenant: null, member: null })),
    );
  });

  it('is worth nothing after 30 seconds, also when it was seen before', async () => {
    const { clock, issuer, verifier } = house();
    const passport = await issuer.issue(caller);
    await verifier.verify(passport, 'r-1');
    clock.advance(30_000);
    await expect(verifier.verify(passport, 'r-1')).rejects.toThrow(PassportRefused);
  });

  it('lets nobody in as a job, even when the gateway signs it', async () => {
    const { issuer, verifier } = house();
    const passport = await issuer.issue({ ...caller, kind: 'job' });
    await expect(verifier.verify(passport, 'r-1')).rejects.toThrow(PassportRefused);
  });

  it.each(['', 'nonsense', 'a.b.c'])('is not %j', async (text) => {
    await expect(house().verifier.verify(text, 'r-1')).rejects.toThrow(PassportRefused);
  });

  it('is refused when changed, signed by another key, unsigned, or made for another audience or subgraph', async () => {
    const { clock, issuer, verifier } = house();
    const [head, body = '', signature] = (await issuer.issue(caller)).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const changed = Buffer.from(
      JSON.stringify({ ...claims, caller: { ...caller, kind: 'gateway' } }),
    ).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const elsewhere = await new SignJWT({ caller })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('freehold-gateway')
      .setAudience('freehold-api')
      .setIssuedAt(clock.now())
      .setExpirationTime(new Date(clock.now().getTime() + 30_000))
      .sign(await importPKCS8(keys.privateKey, 'EdDSA'));
    const forged = [
      `${head}.${changed}.${signature}`,
      await createPassportIssuer(pair().privateKey, clock, 'booking').issue(caller),
      `${none}.${changed}.`,
      elsewhere,
      await createPassportIssuer(keys.privateKey, clock, 'billing').issue(caller),
    ];
    const answers = await Promise.allSettled(forged.map((passport) => verifier.verify(passport, 'r-1')));
    expect(answers.map((answer) => answer.status)).toEqual(forged.map(() => 'rejected'));
  });
});
