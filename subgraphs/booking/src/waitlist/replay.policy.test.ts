import { describe, expect, it } from 'vitest';
import { type LogRecord, PARTY_DOES_NOT_FIT, replay, turnsIn } from './replay.policy.ts';

const empty = { seats: null, priority: null, place: null, mode: null, unfitParty: null, reason: null };
const of = (kind: LogRecord['kind'], entryId: string | null, more: Partial<LogRecord> = {}): LogRecord => ({
  ...empty,
  kind,
  entryId,
  ...more,
});
const joined = (entryId: string, seats = 1) => of('JOINED', entryId, { seats, priority: 0 });
const freed = (seats: number, more: Partial<LogRecord> = {}) =>
  of('SEATS_FREED', null, { seats, mode: 'AUTO', unfitParty: 'SKIP_ONCE', ...more });
const turn = (kind: LogRecord['kind'], entryId: string, place: number, reason: string | null = null) =>
  of(kind, entryId, { place, reason });

describe('the replay of a log', () => {
  it.each<[string, LogRecord[]]>([
    [
      'who joined first',
      [joined('a'), joined('b'), freed(1), turn('PROMOTED', 'a', 1), freed(1), turn('PROMOTED', 'b', 1)],
    ],
    [
      'a party that does not fit',
      [
        joined('a', 2),
        joined('b'),
        freed(1),
        turn('SKIPPED', 'a', 1, PARTY_DOES_NOT_FIT),
        turn('PROMOTED', 'b', 2),
      ],
    ],
    [
      'a party for which the line is held',
      [
        joined('a', 2),
        joined('b'),
        freed(1, { unfitParty: 'HOLD_LINE' }),
        turn('SKIPPED', 'a', 1, PARTY_DOES_NOT_FIT),
        of('LEFT', 'a'),
        freed(1, { unfitParty: 'HOLD_LINE' }),
        turn('PROMOTED', 'b', 1),
      ],
    ],
    [
      'somebody whom the rules refuse',
      [
        joined('a'),
        joined('b'),
        freed(1),
        turn('SKIPPED', 'a', 1, 'MEMBER_BLOCKED'),
        turn('PROMOTED', 'b', 2),
      ],
    ],
    [
      'a priority',
      [joined('a'), joined('b'), of('PRIORITIZED', 'b', { priority: 3 }), freed(1), turn('PROMOTED', 'b', 1)],
    ],
    [
      'an offer that expired',
      [
        joined('a'),
        joined('b'),
        freed(1, { mode: 'OFFER' }),
        turn('OFFERED', 'a', 1),
        of('EXPIRED', 'a'),
        freed(1, { mode: 'OFFER' }),
        turn('OFFERED', 'b', 1),
        of('ACCEPTED', 'b'),
      ],
    ],
    ['seats after the cutoff', [joined('a'), freed(1, { reason: 'AFTER_CUTOFF' })]],
  ])('finds %s again', (_, log) => {
    expect(replay(log)).toEqual(turnsIn(log));
  });

  it.each<[string, LogRecord[]]>([
    ['somebody was promoted past another', [joined('a'), joined('b'), freed(1), turn('PROMOTED', 'b', 2)]],
    [
      'somebody was promoted who had left',
      [joined('a'), of('LEFT', 'a'), freed(1), turn('PROMOTED', 'a', 1)],
    ],
    [
      'somebody was promoted twice',
      [joined('a'), freed(2), turn('PROMOTED', 'a', 1), turn('PROMOTED', 'a', 2)],
    ],
    ['somebody was left out', [joined('a'), joined('b'), freed(2), turn('PROMOTED', 'a', 1)]],
    [
      'somebody was promoted after the cutoff',
      [joined('a'), freed(1, { reason: 'AFTER_CUTOFF' }), turn('PROMOTED', 'a', 1)],
    ],
  ])('differs when %s', (_, log) => {
    expect(replay(log)).not.toEqual(turnsIn(log));
  });
});
