import { generateKeyPairSync, sign } from 'node:crypto';
import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCompact, signCompact } from './compact-jws.policy.ts';
import { readTicketToken, ticketToken } from './ticket-token.policy.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const admission = { startsAt: new Date('2026-11-28T12:00:00Z'), endsAt: new Date('2026-11-28T23:00:00Z') };
const source = {
  tkt: newId('tkt'),
  evn: newId('evn'),
  prd: newId('tpr'),
  ver: 1,
  admission,
  isPaid: true,
};
const token = ticketToken(source, privateKey);
const [header = '', payload = '', signature = ''] = token.split('.');
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the code of a ticket', () => {
  it('says what it was made from, and the same each time', () => {
    const { admission: _, isPaid: __, ...facts } = source;
    const [nbf, exp] = [admission.startsAt, admission.endsAt].map((at) => at.getTime() / 1000);
    expect(readTicketToken(token, publicKey)).toEqual({ ...facts, nbf, exp });
    expect(ticketToken(source, privateKey)).toBe(token);
  });

  it('says while it is not paid that it is not', () => {
    const unpaid = ticketToken({ ...source, isPaid: false }, privateKey);
    expect(readTicketToken(unpaid, publicKey)).toMatchObject({ unp: 1 });
  });

  it('is short enough for a QR code that phones read', () => {
    expect(token.length).toBeLessThan(450);
  });

  it.each([
    ['no text', ''],
    ['dots alone', '..'],
    ['another key', ticketToken(source, other.privateKey)],
    ['no signature', `${header}.${payload}.`],
    ['a signature of another text', `${header}.${encoded({ ...source, ver: 2 })}.${signature}`],
    ['no algorithm', `${encoded({ alg: 'none', typ: 'freehold-ticket' })}.${payload}.`],
    ['another algorithm', `${encoded({ alg: 'HS256', typ: 'freehold-ticket' })}.${payload}.${signature}`],
    ['a fourth part', `${token}.${signature}`],
    ['a token of another kind', signCompact('freehold-revocations', source, privateKey)],
    ['claims that are none', signCompact('freehold-ticket', { tkt: 'tkt_1' }, privateKey)],
    ['a text of a megabyte', `${token}${'A'.repeat(1_000_000)}`],
  ])('is nothing with %s', (_, forged) => {
    expect(readTicketToken(forged, publicKey)).toBeNull();
  });

  it('is nothing when the signed text is no JSON', () => {
    const text = `${header}.${Buffer.from('{').toString('base64url')}`;
    const signed = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    expect(readCompact('freehold-ticket', signed, publicKey)).toBeNull();
  });

  it('is nothing after any letter of what is signed was changed', () => {
    const position = fc.integer({ min: 0, max: header.length + payload.length });
    fc.assert(
      fc.property(position, fc.constantFrom('A', 'b', '9', '_'), (index, letter) => {
        fc.pre(token[index] !== letter);
        const changed = token.slice(0, index) + letter + token.slice(index + 1);
        expect(readTicketToken(changed, publicKey)).toBeNull();
      }),
    );
  });

  it('is nothing after anything of its signature was changed, or put behind it', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
    const last = letters
      .filter((letter) => letter !== token.at(-1))
      .map((letter) => token.slice(0, -1) + letter);
    const behind = ['=', '==', ' ', '\n', '!', '\ufffd', '.', 'A'].map((text) => token + text);
    const inside = [' ', '\n', '=', '+'].map((text) => `${token.slice(0, -9)}${text}${token.slice(-9)}`);
    for (const changed of [...last, ...behind, ...inside])
      expect([changed, readTicketToken(changed, publicKey)]).toEqual([changed, null]);
  });

  it('is nothing for any text that was not signed', () => {
    fc.assert(fc.property(fc.string(), (text) => readTicketToken(text, publicKey) === null));
  });
});
