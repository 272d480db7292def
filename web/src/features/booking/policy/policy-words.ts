import type { PolicyRulesFragment } from '../../../graphql/generated/graphql.ts';
import { counted, spanOf } from '../../../ui/format/spans.ts';

/** The rules of booking, as the API tells them. */
export type Rules = Omit<PolicyRulesFragment, ' $fragmentName'>;

/** What the rules say of one thing. */
export interface RuleWords {
  readonly topic: string;
  readonly sentences: readonly string[];
}

type MoneyWords = (amountMinor: number | string) => string;

function bookingWords({ opensDaysAhead, closesMinutesBefore }: Rules): string[] {
  const opens =
    opensDaysAhead === null || opensDaysAhead === undefined
      ? 'Open at any time ahead.'
      : `Opens ${counted(opensDaysAhead, 'day')} before the start.`;
  const closes =
    closesMinutesBefore === 0
      ? 'Closes at the start.'
      : `Closes ${spanOf(closesMinutesBefore)} before the start.`;
  return [opens, closes];
}

function creditWords({ creditsPerSeat }: Rules): string[] {
  return creditsPerSeat === 0 ? [] : [`Each seat takes ${counted(creditsPerSeat, 'credit')} of a pass.`];
}

function limitWords({ limits }: Rules): string[] {
  const stretches = [
    [limits.perDay, 'a day'],
    [limits.perSevenDays, 'in seven days'],
    [limits.concurrent, 'to come at a time'],
  ] as const;
  return stretches.flatMap(([{ bookings, seats }, stretch]) => [
    ...(bookings ? [`At most ${counted(bookings, 'booking')} ${stretch}.`] : []),
    ...(seats ? [`At most ${counted(seats, 'seat')} ${stretch}.`] : []),
  ]);
}

type Tier = Rules['cancellation'][number];

function costWords({ refundPercent, feeMinor }: Tier, money: MoneyWords): string {
  if (feeMinor !== null && feeMinor !== undefined && Number(feeMinor) > 0)
    return `for a fee of ${money(feeMinor)}`;
  if ((refundPercent ?? 100) === 100) return 'free of charge';
  return refundPercent === 0 ? 'without a refund' : `${refundPercent} % is refunded`;
}

/** What becomes of credits; nothing is said where none are taken. */
function creditsWords({ creditsPerSeat }: Rules, isBack: boolean): string {
  if (creditsPerSeat === 0) return '';
  return isBack ? ', and credits return' : ', and credits are lost';
}

function cancelWords(rules: Rules, money: MoneyWords): string[] {
  const { cancellation } = rules;
  const tiers = cancellation.map((tier) => {
    const until =
      tier.untilMinutesBefore === 0
        ? 'Until the start'
        : `Until ${spanOf(tier.untilMinutesBefore)} before the start`;
    return `${until}: ${costWords(tier, money)}${creditsWords(rules, tier.creditBack)}.`;
  });
  const isOpenToTheEnd = cancellation.at(-1)?.untilMinutesBefore === 0;
  return isOpenToTheEnd
    ? tiers
    : [...tiers, `Later than that nothing is refunded${creditsWords(rules, false)}.`];
}

const PHOTO_WORDS = {
  both: 'A job is completed once there are photos from before the work and from after it.',
  before: 'A job is completed once there is a photo from before the work.',
  after: 'A job is completed once there is a photo from after the work.',
};

function jobWords({ jobPhotos: { before, after } }: Rules): RuleWords[] {
  if (!before && !after) return [];
  const wanted = before && after ? 'both' : before ? 'before' : 'after';
  return [{ topic: 'Jobs', sentences: [PHOTO_WORDS[wanted]] }];
}

function moveWords({ rescheduleNoticeMinutes }: Rules): string[] {
  return rescheduleNoticeMinutes === 0
    ? ['Can be moved until the start.']
    : [`Can be moved until ${spanOf(rescheduleNoticeMinutes)} before the start.`];
}

function checkInEnd(closesMinutesAfter: number | null | undefined): string {
  if (closesMinutesAfter === null || closesMinutesAfter === undefined) return 'the end';
  if (closesMinutesAfter === 0) return 'the start';
  return `${spanOf(Math.abs(closesMinutesAfter))} ${closesMinutesAfter < 0 ? 'before' : 'after'} the start`;
}

function checkInWords({ checkIn }: Rules): string[] {
  const { opensMinutesBefore, closesMinutesAfter, releasesSeat } = checkIn;
  const opens = opensMinutesBefore === 0 ? 'the start' : `${spanOf(opensMinutesBefore)} before the start`;
  return [
    `From ${opens} until ${checkInEnd(closesMinutesAfter)}.`,
    ...(releasesSeat ? ['After that, seats of those who have not checked in are given to others.'] : []),
  ];
}

function unblockWords(feeMinor: Parameters<MoneyWords>[0] | null | undefined, money: MoneyWords): string[] {
  return feeMinor ? [`Staff takes them back for ${money(feeMinor)}.`] : [];
}

function missWords({ noShow, strikes }: Rules, money: MoneyWords): string[] {
  if (!noShow) return ['Nothing happens to those who do not come.'];
  const { consequence, feeMinor } = noShow;
  const consequences = {
    NONE: 'Not coming is noted and costs nothing.',
    FEE: `Not coming costs ${money(feeMinor ?? 0)}.`,
    CREDIT_LOST: 'Not coming costs the credit of the pass.',
    STRIKE: 'Not coming gives a strike.',
  };
  const strikeWords =
    strikes && consequence === 'STRIKE'
      ? [
          `${counted(strikes.count, 'strike')} within ${counted(strikes.windowDays, 'day')} ${strikes.count === 1 ? 'blocks' : 'block'} booking for ${counted(strikes.blockDays, 'day')}.`,
          ...unblockWords(strikes.unblockFeeMinor, money),
        ]
      : [];
  return [consequences[consequence], ...strikeWords];
}

function waitWords({ waitlist }: Rules): string[] {
  const { mode, autoPromoteUntilMinutes, offerHours, closesMinutesBefore } = waitlist;
  const given =
    mode === 'AUTO'
      ? `Free seats go to whoever is first in line, until ${spanOf(autoPromoteUntilMinutes)} before the start.`
      : `Free seats are offered to whoever is first in line, for ${counted(offerHours, 'hour')}.`;
  const closes =
    closesMinutesBefore === 0 ? [] : [`The line closes ${spanOf(closesMinutesBefore)} before the start.`];
  return [given, ...closes];
}

/**
 * The rules of booking in plain words, topic by topic; topics without a rule are left out.
 * @param money writes minor units of the tenant's currency.
 */
export function policyWords(rules: Rules, money: MoneyWords): RuleWords[] {
  return [
    { topic: 'Booking', sentences: [...bookingWords(rules), ...limitWords(rules), ...creditWords(rules)] },
    { topic: 'Canceling', sentences: cancelWords(rules, money) },
    { topic: 'Moving', sentences: moveWords(rules) },
    { topic: 'Checking in', sentences: checkInWords(rules) },
    ...jobWords(rules),
    { topic: 'Not coming', sentences: missWords(rules, money) },
    { topic: 'Waitlist', sentences: waitWords(rules) },
  ];
}
