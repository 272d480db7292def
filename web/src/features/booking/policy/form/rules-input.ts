import type {
  NoShowConsequence,
  NoShowRuleInput,
  SetBookingPolicyInput,
  StrikeRuleInput,
} from '../../../../graphql/generated/graphql.ts';
import type { FormFields } from '../../../../ui/form/form-fields.ts';
import { minorUnits } from '../../../../ui/format/amounts.ts';

/** One step of what canceling costs, as the form keeps it. */
export interface Tier {
  readonly key: string;
  readonly minutes: string;
  readonly kind: 'REFUND' | 'FEE';
  /** A percentage, or an amount as people write it. */
  readonly value: string;
  readonly creditBack: boolean;
}

/** The stretches of time in which bookings are counted. */
export const LIMITS = ['perDay', 'perSevenDays', 'concurrent'] as const;

const CONSEQUENCES: readonly NoShowConsequence[] = ['NONE', 'FEE', 'CREDIT_LOST', 'STRIKE'];

/** Every rule by name: rules are written whole, and one that the form left out would be set to nothing. */
type RulesInput = Required<Omit<SetBookingPolicyInput, 'idempotencyKey' | 'offeringId'>>;

function limitsOf(fields: FormFields): NonNullable<RulesInput['limits']> {
  const [perDay, perSevenDays, concurrent] = LIMITS.map((name) => ({
    bookings: fields.numberOrNull(`${name}.bookings`),
    seats: fields.numberOrNull(`${name}.seats`),
  }));
  const none = { bookings: null, seats: null };
  return {
    perDay: perDay ?? none,
    perSevenDays: perSevenDays ?? none,
    concurrent: concurrent ?? none,
  };
}

/** The steps as the API takes them, the longest before the start first. */
export function tiersInput(
  tiers: readonly Tier[],
  currency: string,
): NonNullable<RulesInput['cancellation']> {
  return tiers
    .map(({ minutes, kind, value, creditBack }) => ({
      untilMinutesBefore: Number(minutes),
      refundPercent: kind === 'REFUND' ? Number(value) : null,
      feeMinor: kind === 'FEE' ? minorUnits(Number(value), currency) : null,
      creditBack,
    }))
    .toSorted((left, right) => right.untilMinutesBefore - left.untilMinutesBefore);
}

function noShowOf(fields: FormFields, currency: string): Required<NoShowRuleInput> | null {
  const consequence = CONSEQUENCES.find((known) => known === fields.text('noShow'));
  if (!consequence) return null;
  const feeMinor = consequence === 'FEE' ? minorUnits(fields.number('noShowFee'), currency) : null;
  return { consequence, graceHours: fields.numberOrNull('graceHours') ?? 24, feeMinor };
}

function strikesOf(fields: FormFields, currency: string): Required<StrikeRuleInput> | null {
  const count = fields.numberOrNull('strikes');
  if (count === null) return null;
  const fee = fields.numberOrNull('unblockFee');
  return {
    count,
    windowDays: fields.numberOrNull('windowDays') ?? 30,
    blockDays: fields.numberOrNull('blockDays') ?? 14,
    unblockFeeMinor: fee === null ? null : minorUnits(fee, currency),
  };
}

function waitlistOf(fields: FormFields): RulesInput['waitlist'] {
  return {
    mode: fields.text('waitlistMode') === 'OFFER' ? 'OFFER' : 'AUTO',
    autoPromoteUntilMinutes: fields.number('autoPromoteUntilMinutes'),
    offerHours: fields.number('offerHours'),
    closesMinutesBefore: fields.number('waitlistClosesMinutesBefore'),
    partyThatDoesNotFit: fields.text('partyThatDoesNotFit') === 'HOLD_LINE' ? 'HOLD_LINE' : 'SKIP_ONCE',
  };
}

/** The rules as they stand in the form, whole, in the shape that the API takes. */
export function rulesInput(fields: FormFields, tiers: readonly Tier[], currency: string): RulesInput {
  return {
    opensDaysAhead: fields.numberOrNull('opensDaysAhead'),
    closesMinutesBefore: fields.number('closesMinutesBefore'),
    limits: limitsOf(fields),
    cancellation: tiersInput(tiers, currency),
    creditsPerSeat: fields.numberOrNull('creditsPerSeat') ?? 0,
    rescheduleNoticeMinutes: fields.number('rescheduleNoticeMinutes'),
    checkIn: {
      opensMinutesBefore: fields.number('checkInOpens'),
      closesMinutesAfter: fields.numberOrNull('checkInCloses'),
      releasesSeat: fields.isOn('releasesSeat'),
    },
    jobPhotos: { before: fields.isOn('photoBefore'), after: fields.isOn('photoAfter') },
    noShow: noShowOf(fields, currency),
    strikes: strikesOf(fields, currency),
    waitlist: waitlistOf(fields),
  };
}
