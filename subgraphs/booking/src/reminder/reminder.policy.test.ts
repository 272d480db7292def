import { describe, expect, it } from 'vitest';
import { nextReminder } from './reminder.policy.ts';

const startsAt = new Date('2026-11-24T17:00:00Z');

describe('the next reminder', () => {
  it.each([
    ['2026-11-20T00:00:00Z', 'REMINDER_24H', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23T16:59:59Z', 'REMINDER_24H', '2026-11-23T17:00:00.000Z'],
    ['2026-11-23T17:00:00Z', 'REMINDER_2H', '2026-11-24T15:00:00.000Z'],
    ['2026-11-24T14:59:59Z', 'REMINDER_2H', '2026-11-24T15:00:00.000Z'],
  ])('at %s is %s at %s', (now, kind, at) => {
    expect(nextReminder(startsAt, new Date(now))).toMatchObject({ kind, at: new Date(at) });
  });

  it.each(['2026-11-24T15:00:00Z', '2026-11-24T16:30:00Z', '2026-11-25T00:00:00Z'])(
    'at %s is none any more',
    (now) => {
      expect(nextReminder(startsAt, new Date(now))).toBeNull();
    },
  );
});
