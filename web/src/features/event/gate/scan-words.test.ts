import { describe, expect, it } from 'vitest';
import { verdictOf, verdictOfRefusal } from './scan-words.ts';

const timeOf = (instant: string) => instant.slice(11, 16);

describe('what the gate says', () => {
  it.each([
    ['IN', 'Welcome'],
    ['OUT', 'Goodbye'],
  ] as const)('of a good ticket on the way %s is %s', (direction, word) => {
    expect(verdictOf({ result: 'ACCEPTED', direction }, timeOf)).toMatchObject({ tone: 'yes', word });
  });

  it('of a duplicate is no, with when and where it was scanned first', () => {
    const firstScan = { recordedAt: '2026-11-24T17:02:00Z', list: { name: 'Main door' } };
    expect(verdictOf({ result: 'DUPLICATE', direction: 'IN', firstScan }, timeOf)).toEqual({
      tone: 'no',
      word: 'Already scanned',
      sentence: 'First scanned 17:02 at Main door.',
    });
  });

  it.each(['REVOKED', 'WRONG_LIST', 'NOT_YET', 'EXPIRED', 'UNPAID', 'INVALID_TICKET'] as const)(
    'of %s is no, with a reason',
    (result) => {
      const verdict = verdictOf({ result, direction: 'IN' }, timeOf);
      expect(verdict.tone).toBe('no');
      expect(verdict.sentence).not.toBe('');
    },
  );

  it('of a ticket of somebody else asks nobody in, of a card to look at asks the staff', () => {
    expect(verdictOfRefusal('INVALID_TICKET', '').tone).toBe('no');
    expect(verdictOfRefusal('CONFIRMATION_REQUIRED', '').tone).toBe('ask');
    expect(verdictOfRefusal('OFFLINE', 'The server cannot be reached.').sentence).toBe(
      'The server cannot be reached.',
    );
  });
});
