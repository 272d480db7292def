import { generateKeyPairSync, sign } from 'node:crypto';
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

  /** A token of parts as they are, signed with EdDSA by a key. */
  function forged(head: object, body: object | string, key = privateKey): string {
    const part = (value: object | string) =>
      Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'EdDSA', ...head })}.${part(body)}`;
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
  }

  const seconds = Date.parse('2026-01-01T00:00:00Z') / 1000;
  const good = { iss: 'freehold', aud: 'freehold-api', ...claims, exp: seconds + 60 };
  const stranger = generateKeyPairSync('ed25519');
  const jwk = stranger.publicKey.export({ format: 'jwk' });
  const { exp: _, ...endless } = good;

  it('are believed as they are made by hand, so that what follows fails for its own reason', async () => {
    expect(await tokens.read(`Bearer ${forged({}, good)}`)).toMatchObject(claims);
    expect(await tokens.read(`Bearer ${forged({ kid: '../../dev/null' }, good)}`)).toMatchObject(claims);
  });

  it.each<[string, () => string]>([
    ['a key that they bring', () => forged({ jwk }, good, stranger.privateKey)],
    [
      'a key that they say where to find',
      () => forged({ jku: 'http://127.0.0.1:1/', kid: 'a' }, good, stranger.privateKey),
    ],
    [
      'a certificate that they say where to find',
      () => forged({ x5u: 'http://127.0.0.1:1/' }, good, stranger.privateKey),
    ],
    ['a name of a key that is a path', () => forged({ kid: '/dev/null' }, good, stranger.privateKey)],
    ['no signature', () => `${forged({ alg: 'none' }, good).split('.').slice(0, 2).join('.')}.`],
    ['an algorithm in other letters', () => forged({ alg: 'eddsa' }, good)],
    ['another algorithm', () => forged({ alg: 'RS256' }, good)],
    ['a list of algorithms', () => forged({ alg: ['EdDSA'] }, good)],
    ['a header that must be understood', () => forged({ crit: ['x'], x: 1 }, good)],
    ['a body that is not encoded', () => forged({ crit: ['b64'], b64: false }, good)],
    ['no end', () => forged({}, endless)],
    ['an end that is a text', () => forged({}, { ...good, exp: `${good.exp}` })],
    ['an end before now', () => forged({}, { ...good, exp: seconds })],
    ['a beginning after now', () => forged({}, { ...good, nbf: seconds + 30 })],
    ['another issuer', () => forged({}, { ...good, iss: 'evil' })],
    ['another audience', () => forged({}, { ...good, aud: ['other'] })],
    ["ids in each other's places", () => forged({}, { ...good, sub: claims.tid, tid: claims.sub })],
    ['a session that is none', () => forged({}, { ...good, sid: '' })],
    ['a list for claims', () => forged({}, [good])],
    ['claims that are no JSON', () => forged({}, '{')],
    ['more than 4 kB', () => forged({}, { ...good, more: 'x'.repeat(4_096) })],
    ['a fourth part', () => `${forged({}, good)}.e30`],
    ['another token behind them', () => `${forged({}, good)}, Bearer ${forged({}, good)}`],
  ])('are not believed with %s', async (_name, token) => {
    await expect(tokens.read(`Bearer ${token()}`)).rejects.toThrow(Unauthenticated);
  });
});
