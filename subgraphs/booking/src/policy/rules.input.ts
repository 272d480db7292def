import { BigIntScalar } from '@freehold/kernel/subgraph/schema/big-int';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  CONSEQUENCES,
  type Consequence,
  UNFIT_PARTIES,
  type UnfitParty,
  WAITLIST_MODES,
  type WaitlistMode,
} from './rules.policy.ts';

registerEnumType(CONSEQUENCES, { name: 'NoShowConsequence', description: 'What missing a session costs.' });
registerEnumType(WAITLIST_MODES, {
  name: 'WaitlistMode',
  description: 'How somebody who waits gets a seat: at once, or by an offer that expires.',
});
registerEnumType(UNFIT_PARTIES, {
  name: 'UnfitParty',
  description: 'What happens when the first party is too large: it is skipped this once, or all wait.',
});

const limit = 'What one member may have, counted in bookings and in people.';
@InputType('BookingLimitInput', { description: limit })
@ObjectType('BookingLimit', { description: limit })
export class BookingLimit {
  @Field(() => Int, { nullable: true, description: 'Bookings, 1 to 1,000; null is no limit.' })
  bookings?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seats of all of them, 1 to 1,000; null is no limit.' })
  seats?: number | null;
}

const limits =
  "Limits for one member. An offering's own rules count its own bookings, the tenant's rules count all. Canceled and moved bookings do not count.";
@InputType('BookingLimitsInput', { description: limits })
@ObjectType('BookingLimits', { description: limits })
export class BookingLimits {
  @Field(() => BookingLimit, { description: "Of sessions on one day in the tenant's time zone." })
  perDay!: BookingLimit;

  @Field(() => BookingLimit, { description: 'Of sessions in any seven such days in a row.' })
  perSevenDays!: BookingLimit;

  @Field(() => BookingLimit, { description: 'Of sessions that have not ended.' })
  concurrent!: BookingLimit;
}

const tier = 'What giving a booking back costs until a time. Either refundPercent or feeMinor is given.';
@InputType('CancellationTierInput', { description: tier })
@ObjectType('CancellationTier', { description: tier })
export class CancellationTier {
  @Field(() => Int, { description: 'Open until so many minutes before the start, 0 to 525,600.' })
  untilMinutesBefore!: number;

  @Field(() => Int, { nullable: true, description: 'How much of the price is refunded, 0 to 100.' })
  refundPercent?: number | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "To be paid while the price is refunded, in minor units of the tenant's currency.",
  })
  feeMinor?: bigint | number | null;

  @Field(() => Boolean, { description: 'Whether a credit of a pass returns.' })
  creditBack!: boolean;
}

const checkIn = 'When members may check in.';
@InputType('CheckInRuleInput', { description: checkIn })
@ObjectType('CheckInRule', { description: checkIn })
export class CheckInRule {
  @Field(() => Int, { description: 'Opens so many minutes before the start, 0 to 1,440.' })
  opensMinutesBefore!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Closes so many minutes after the start, -1,440 to 1,440; negative is before it, null is at the end.',
  })
  closesMinutesAfter?: number | null;

  @Field(() => Boolean, {
    description:
      'Whether the seats of those who have not checked in are free from then on. Who gets a seat later checks in until the end.',
  })
  releasesSeat!: boolean;
}

const noShow = 'What missing a session costs.';
@InputType('NoShowRuleInput', { description: noShow })
@ObjectType('NoShowRule', { description: noShow })
export class NoShowRule {
  @Field(() => Int, {
    description:
      'So many hours after the end somebody who has not checked in counts as absent, 0 to 168; when check-in releases seats, already when it closes for who had the seat by then.',
  })
  graceHours!: number;

  @Field(() => CONSEQUENCES)
  consequence!: Consequence;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "Only with the consequence FEE, in minor units of the tenant's currency.",
  })
  feeMinor?: bigint | number | null;
}

const strikes = 'How many strikes block a member, and for how long.';
@InputType('StrikeRuleInput', { description: strikes })
@ObjectType('StrikeRule', { description: strikes })
export class StrikeRule {
  @Field(() => Int, { description: 'Strikes that block, 1 to 100.' })
  count!: number;

  @Field(() => Int, { description: 'Within so many days of 24 hours, 1 to 365.' })
  windowDays!: number;

  @Field(() => Int, { description: 'Blocked for so many days of 24 hours from the last one, 1 to 365.' })
  blockDays!: number;

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "For so much staff takes strikes back, in minor units of the tenant's currency; null is not at all.",
  })
  unblockFeeMinor?: bigint | number | null;
}

const waitlist = 'How seats that become free go to those who wait.';
@InputType('WaitlistRuleInput', { description: waitlist })
@ObjectType('WaitlistRule', { description: waitlist })
export class WaitlistRule {
  @Field(() => WAITLIST_MODES)
  mode!: WaitlistMode;

  @Field(() => Int, {
    description: 'Nobody is promoted without being asked later than so many minutes before, 0 to 43,200.',
  })
  autoPromoteUntilMinutes!: number;

  @Field(() => Int, { description: 'An offer expires after so many hours, 1 to 168.' })
  offerHours!: number;

  @Field(() => Int, { description: 'Closes so many minutes before the start, 0 to 43,200.' })
  closesMinutesBefore!: number;

  @Field(() => UNFIT_PARTIES)
  partyThatDoesNotFit!: UnfitParty;
}

const jobPhotos = 'Which photos prove a job: without them it is not completed.';
@InputType('JobPhotoRuleInput', { description: jobPhotos })
@ObjectType('JobPhotoRule', { description: jobPhotos })
export class JobPhotoRule {
  @Field(() => Boolean, { description: 'Whether it needs one of the place before the work.' })
  before!: boolean;

  @Field(() => Boolean, { description: 'Whether it needs one of the place after the work.' })
  after!: boolean;
}
