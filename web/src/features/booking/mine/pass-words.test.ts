import { describe, expect, it } from 'vitest';
import { type PassFacts, passesToShow, percentLeft, validWords } from './pass-words.ts';

const NOW = '2026-11-21T12:00:00.000Z';
const nowMs = Date.parse(NOW);

const pass: PassFacts = {
  credits: 10,
  creditsLeft: 7,
  validFrom: '2026-11-01T00:00:00.000Z',
  validUntil: '2026-12-31T00:00:00.000Z',
  revokedAt: null,
};

describe('passes to show', () => {
  it('leaves out those that are over, from the instant on at which they end, and those that were revoked', () => {
    const over = { ...pass, validUntil: NOW };
    const revoked = { ...pass, revokedAt: NOW };
    expect(passesToShow([over, pass, revoked], nowMs)).toEqual([pass]);
  });

  it('keeps one without credits left, and tells the one that ends first first', () => {
    const sooner = { ...pass, creditsLeft: 0, validUntil: '2026-11-30T00:00:00.000Z' };
    expect(passesToShow([pass, sooner], nowMs)).toEqual([sooner, pass]);
  });
});

describe('words of a pass', () => {
  const dateOf = (instant: string) => instant.slice(0, 10);

  it('says until when it is good', () => {
    expect(validWords(pass, nowMs, dateOf)).toBe('Good until 2026-12-31');
  });

  it('says from when on it is good while it is not yet', () => {
    const later = { ...pass, validFrom: '2026-12-01T00:00:00.000Z' };
    expect(validWords(later, nowMs, dateOf)).toBe('Good from 2026-12-01 until 2026-12-31');
  });

  it.each([
    [10, 7, 70],
    [10, 0, 0],
    [0, 0, 0],
    [10, 12, 100],
  ])('of %i credits with %i left, %i percent are left', (credits, creditsLeft, percent) => {
    expect(percentLeft({ ...pass, credits, creditsLeft })).toBe(percent);
  });
});
