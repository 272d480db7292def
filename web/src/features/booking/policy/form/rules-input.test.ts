import { describe, expect, it } from 'vitest';
import { FormFields } from '../../../../ui/form/form-fields.ts';
import { rulesInput, type Tier, tiersInput } from './rules-input.ts';

const filled = {
  opensDaysAhead: '14',
  closesMinutesBefore: '15',
  'perDay.bookings': '1',
  'concurrent.seats': '10',
  rescheduleNoticeMinutes: '60',
  creditsPerSeat: '2',
  strikes: '3',
  unblockFee: '99,50',
  checkInOpens: '30',
  checkInCloses: '-10',
  releasesSeat: 'on',
  photoAfter: 'on',
  noShow: 'FEE',
  noShowFee: '150,50',
  graceHours: '2',
  waitlistMode: 'OFFER',
  autoPromoteUntilMinutes: '120',
  offerHours: '12',
  waitlistClosesMinutesBefore: '30',
  partyThatDoesNotFit: 'HOLD_LINE',
};
const fieldsOf = (values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return new FormFields(form);
};
const tier = (minutes: string, kind: Tier['kind'], value: string): Tier => ({
  key: minutes,
  minutes,
  kind,
  value,
  creditBack: true,
});

describe('the rules in the form', () => {
  it('become the rules of the API', () => {
    expect(rulesInput(fieldsOf(filled), [], 'NOK')).toEqual({
      opensDaysAhead: 14,
      closesMinutesBefore: 15,
      limits: {
        perDay: { bookings: 1, seats: null },
        perSevenDays: { bookings: null, seats: null },
        concurrent: { bookings: null, seats: 10 },
      },
      cancellation: [],
      creditsPerSeat: 2,
      rescheduleNoticeMinutes: 60,
      checkIn: { opensMinutesBefore: 30, closesMinutesAfter: -10, releasesSeat: true },
      jobPhotos: { before: false, after: true },
      noShow: { consequence: 'FEE', graceHours: 2, feeMinor: 15_050 },
      strikes: { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: 9_950 },
      waitlist: {
        mode: 'OFFER',
        autoPromoteUntilMinutes: 120,
        offerHours: 12,
        closesMinutesBefore: 30,
        partyThatDoesNotFit: 'HOLD_LINE',
      },
    });
  });

  it('mean no limit, no end and nobody who looks where nothing is filled in', () => {
    const rules = rulesInput(
      fieldsOf({ ...filled, opensDaysAhead: '', checkInCloses: '', noShow: '' }),
      [],
      'NOK',
    );
    expect(rules).toMatchObject({
      opensDaysAhead: null,
      checkIn: { closesMinutesAfter: null },
      noShow: null,
    });
  });

  it('mean no credits, and strikes that nobody takes back for money, where nothing is filled in', () => {
    const rules = rulesInput(fieldsOf({ ...filled, creditsPerSeat: '', unblockFee: '' }), [], 'NOK');
    expect(rules).toMatchObject({ creditsPerSeat: 0, strikes: { unblockFeeMinor: null } });
  });

  it('put the steps of canceling in order, each with a percentage or a fee', () => {
    expect(tiersInput([tier('120', 'FEE', '99'), tier('1440', 'REFUND', '100')], 'NOK')).toEqual([
      { untilMinutesBefore: 1_440, refundPercent: 100, feeMinor: null, creditBack: true },
      { untilMinutesBefore: 120, refundPercent: null, feeMinor: 9_900, creditBack: true },
    ]);
  });

  it('let credits return at some steps and not at others', () => {
    const lost = { ...tier('60', 'REFUND', '50'), creditBack: false };
    const steps = tiersInput([lost, tier('120', 'REFUND', '100')], 'NOK');
    expect(steps.map(({ creditBack }) => creditBack)).toEqual([true, false]);
  });
});
