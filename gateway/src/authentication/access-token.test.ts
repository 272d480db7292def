import { generateKeyPairSync } from 'node:crypto';
import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AccessTokens, createAccessTokens } from './access-token.ts';

const LIFETIME_MS = 60_000;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('access tokens', () => {
  let clock: FrozenClock;
  let tokens: AccessTokens;
  const claims = { sub: newId('idn'), tid: newId('tnt'), mid: newId('mbr'), sid: 'ses_1' };

  beforeEach(async () => {
    clock = new FrozenClock('2026-01-01T00:00:00Z');
    tokens = await createAccessTokens(PEM, clock);
  });

  function newToken(): Promise<string> {
    return new SignJWT({ iss: 'freehold', aud: 'freehold-api', ...claims })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setExpirationTime((clock.now().getTime() + LIFETIME_MS) / 1000)
      .sign(privateKey);
  }

  it('are believed as often as they are shown, and no longer than they last', async () => {
    const authorization = `Bearer ${await newToken()}`;
    for (let time = 0; time < 3; time += 1) expect(await tokens.read(authorization)).toMatchObject(claims);
    clock.advance(LIFETIME_MS - 1);
    expect(await tokens.read(authorization)).toMatchObject(claims);
    clock.advance(1);
    await expect(tokens.read(authorization)).rejects.toThrow(Unauthenticated);
  });

  it('are verified once', async () => {
    const authorization = `Bearer ${await newToken()}`;
    expect(await tokens.read(authorization)).toBe(await tokens.read(authorization));
  });

  it('are not believed because another one with the same claims was', async () => {
    const token = await newToken();
    await tokens.read(`Bearer ${token}`);
    const [head, body, signature = ''] = token.split('.');
    const forged = [head, body, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.');
    await expect(tokens.read(`Bearer ${forged}`)).rejects.toThrow(Unauthenticated);
  });
});
