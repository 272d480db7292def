import { newId } from '@freehold/kernel/values/id';
import { describe, expect, it } from 'vitest';
import { hashOf, readToken, successorOf, writeToken } from './refresh-token.policy.ts';
import { accessExpiry, judgeToken } from './session.policy.ts';
import { waitMs } from './sign-in-attempt.policy.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);

describe('a refresh token that is presented', () => {
  const memory = { tokenHash: 'new', previousTokenHash: 'old', rotatedAt: at('09:00:00') };

  it.each([
    ['the present one', 'new', '23:00:00', 'CURRENT'],
    ['the one before, 10 seconds after', 'old', '09:00:10', 'RACED'],
    ['the one before, a moment later', 'old', '09:00:10.001', 'REUSED'],
    ['any other', 'any', '09:00:00', 'REUSED'],
    ['an empty one', '', '09:00:00', 'REUSED'],
  ])('as %s', (_what, hash, time, verdict) => {
    expect(judgeToken(memory, hash, at(time))).toBe(verdict);
  });

  it('is never the one before a first', () => {
    expect(judgeToken({ ...memory, previousTokenHash: null }, '', at('09:00:00'))).toBe('REUSED');
  });
});

describe('a refresh token', () => {
  const token = { sessionId: newId('ses'), secret: 'x'.repeat(43) };

  it('reads as it was written', () => {
    expect(readToken(writeToken(token))).toEqual(token);
  });

  it.each(['', 'a.b', `${token.sessionId}.short`, `${writeToken(token)}.more`, `mbr_x.${token.secret}`])(
    'is none as "%s"',
    (text) => {
      expect(readToken(text)).toBeNull();
    },
  );

  it('is followed by one token, which depends on the key', () => {
    expect(successorOf(token, 'key')).toEqual(successorOf(token, 'key'));
    expect(successorOf(token, 'key')).not.toEqual(successorOf(token, 'other'));
    expect(readToken(writeToken(successorOf(token, 'key')))).not.toBeNull();
  });

  it('cannot be read from what is kept of it', () => {
    expect(hashOf(token)).not.toContain(token.secret);
  });
});

describe('an access token', () => {
  it('runs out after 10 minutes', () => {
    expect(accessExpiry(at('09:00:00.900'), at('23:00:00'))).toEqual(at('09:10:00'));
  });

  it('runs out with its session when that is sooner', () => {
    expect(accessExpiry(at('09:00:00'), at('09:03:00'))).toEqual(at('09:03:00'));
  });
});

describe('the wait before the next attempt', () => {
  const startedAt = at('09:00:00');

  it.each([
    ['after 9 failures', 9, '09:00:00', 0],
    ['after 10 failures', 10, '09:00:00', 900_000],
    ['14:59 minutes later', 10, '09:14:59', 1000],
    ['15 minutes later', 10, '09:15:00', 0],
  ])('%s', (_what, failures, time, wait) => {
    expect(waitMs({ failures, startedAt }, at(time))).toBe(wait);
  });

  it('is none when nothing failed', () => {
    expect(waitMs(null, startedAt)).toBe(0);
  });
});
