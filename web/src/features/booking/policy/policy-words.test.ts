import { describe, expect, it } from 'vitest';
import { policyWords, type Rules } from './policy-words.ts';

const none = { bookings: null, seats: null };
const builtIn: Rules = {
  version: 0,
  createdAt: null,
  opensDaysAhead: null,
  closesMinutesBefore: 0,
  limits: { perDay: none, perSevenDays: none, concurrent: none },
  cancellation: [{ untilMinutesBefore: 120, refundPercent: 100, feeMinor: null, creditBack: true }],
  rescheduleNoticeMinutes: 120,
  creditsPerSeat: 0,
  jobPhotos: { before: false, after: false },
  checkIn: { opensMinutesBefore: 60, closesMinutesAfter: null, releasesSeat: false },
  noShow: null,
  strikes: { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: null },
  waitlist: {
    mode: 'AUTO',
    autoPromoteUntilMinutes: 120,
    offerHours: 24,
    closesMinutesBefore: 0,
    partyThatDoesNotFit: 'SKIP_ONCE',
  },
};
const wordsOf = (rules: Partial<Rules>, topic: string) =>
  policyWords({ ...builtIn, ...rules }, (minor) => `${Number(minor) / 100} kr`)
    .find((words) => words.topic === topic)
    ?.sentences.join(' ');

describe('the rules in words', () => {
  it('say what is built in', () => {
    expect(wordsOf({}, 'Booking')).toBe('Open at any time ahead. Closes at the start.');
    expect(wordsOf({}, 'Canceling')).toBe(
      'Until 2 hours before the start: free of charge. Later than that nothing is refunded.',
    );
    expect(wordsOf({}, 'Not coming')).toBe('Nothing happens to those who do not come.');
    expect(wordsOf({}, 'Checking in')).toBe('From 1 hour before the start until the end.');
  });

  it('say every limit, in bookings and in seats', () => {
    const limits = {
      perDay: { bookings: 1, seats: 4 },
      perSevenDays: none,
      concurrent: { ...none, seats: 10 },
    };
    expect(wordsOf({ limits, opensDaysAhead: 14, closesMinutesBefore: 15 }, 'Booking')).toBe(
      'Opens 14 days before the start. Closes 15 minutes before the start. At most 1 booking a day. At most 4 seats a day. At most 10 seats to come at a time.',
    );
  });

  it('say every tier, and nothing of later when the last one is open to the start', () => {
    const cancellation = [
      { untilMinutesBefore: 1_440, refundPercent: 50, feeMinor: null, creditBack: true },
      { untilMinutesBefore: 0, refundPercent: null, feeMinor: 9_900, creditBack: false },
    ];
    expect(wordsOf({ cancellation }, 'Canceling')).toBe(
      'Until 1 day before the start: 50 % is refunded. Until the start: for a fee of 99 kr.',
    );
  });

  it('say what is taken of a pass, and when it returns', () => {
    const tier = { untilMinutesBefore: 120, refundPercent: 100, feeMinor: null, creditBack: true };
    const cancellation = [tier, { ...tier, untilMinutesBefore: 60, creditBack: false }];
    expect(wordsOf({ creditsPerSeat: 2 }, 'Booking')).toContain('Each seat takes 2 credits of a pass.');
    expect(wordsOf({ creditsPerSeat: 2, cancellation }, 'Canceling')).toBe(
      'Until 2 hours before the start: free of charge, and credits return. Until 1 hour before the start: free of charge, and credits are lost. Later than that nothing is refunded, and credits are lost.',
    );
  });

  it('say which photos a job needs, and nothing of jobs that need none', () => {
    expect(wordsOf({}, 'Jobs')).toBeUndefined();
    expect(wordsOf({ jobPhotos: { before: false, after: true } }, 'Jobs')).toBe(
      'A job is completed once there is a photo from after the work.',
    );
    expect(wordsOf({ jobPhotos: { before: true, after: true } }, 'Jobs')).toBe(
      'A job is completed once there are photos from before the work and from after it.',
    );
  });

  it('say for what strikes are taken back', () => {
    const noShow = { graceHours: 24, consequence: 'STRIKE' as const, feeMinor: null };
    const strikes = { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: 5_000 };
    expect(wordsOf({ noShow, strikes }, 'Not coming')).toContain('Staff takes them back for 50 kr.');
  });

  it('say what strikes do where missing gives one', () => {
    const noShow = { graceHours: 24, consequence: 'STRIKE', feeMinor: null } as const;
    expect(wordsOf({ noShow }, 'Not coming')).toBe(
      'Not coming gives a strike. 3 strikes within 30 days block booking for 14 days.',
    );
  });

  it('say that seats are released, and from when', () => {
    const checkIn = { opensMinutesBefore: 30, closesMinutesAfter: -10, releasesSeat: true };
    expect(wordsOf({ checkIn }, 'Checking in')).toBe(
      'From 30 minutes before the start until 10 minutes before the start. After that, seats of those who have not checked in are given to others.',
    );
  });
});
