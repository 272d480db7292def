import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { PolicyVersion } from './policy.entity.ts';
import {
  BookingLimits,
  CancellationTier,
  CheckInRule,
  JobPhotoRule,
  NoShowRule,
  StrikeRule,
  WaitlistRule,
} from './rules.input.ts';
import { BUILT_IN_RULES, rulesSchema } from './rules.policy.ts';

@InputType({ description: 'The rules of booking, whole. What is left out is as it is built in.' })
export class SetBookingPolicyInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The offering whose rules these are; null for the tenant.',
  })
  offeringId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Booking opens so many days of 24 hours before the start, 0 to 400; null is at any time.',
  })
  opensDaysAhead?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Booking closes so many minutes before the start, 0 to 43,200; 0 unless given.',
  })
  closesMinutesBefore?: number | null;

  @Field(() => BookingLimits, { nullable: true, description: 'None unless given.' })
  limits?: BookingLimits | null;

  @Field(() => [CancellationTier], {
    nullable: true,
    description:
      'At most 10, the largest untilMinutesBefore first; after the last nothing is refunded. Free until 120 minutes before unless given.',
  })
  cancellation?: CancellationTier[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'A booking is moved at least so many minutes before the start, 0 to 43,200; 120 unless given.',
  })
  rescheduleNoticeMinutes?: number | null;

  @Field(() => CheckInRule, {
    nullable: true,
    description: 'From 60 minutes before the start until the end unless given.',
  })
  checkIn?: CheckInRule | null;

  @Field(() => NoShowRule, { nullable: true, description: 'Null is that nobody looks who came.' })
  noShow?: NoShowRule | null;

  @Field(() => StrikeRule, {
    nullable: true,
    description: '3 in 30 days block for 14 days unless given; null is that strikes never block.',
  })
  strikes?: StrikeRule | null;

  @Field(() => WaitlistRule, {
    nullable: true,
    description: 'AUTO until 120 minutes before, offers of 24 hours, a large party is skipped, unless given.',
  })
  waitlist?: WaitlistRule | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Credits that each seat takes of a pass, 0 to 100; 0, no pass is needed, unless given.',
  })
  creditsPerSeat?: number | null;

  @Field(() => JobPhotoRule, { nullable: true, description: 'None unless given.' })
  jobPhotos?: JobPhotoRule | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Null and nothing mean the same, except for the rules that null takes away. */
function orBuiltIn(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(BUILT_IN_RULES).map(([name, builtIn]) => {
      const value = given[name];
      return [name, value === undefined || (value === null && name !== 'strikes') ? builtIn : value];
    }),
  );
}

const offeringOrTenant = z.preprocess((value) => value ?? null, idSchema('off').nullable());

/** Whose rules are asked. */
export const bookingPolicySchema = z.object({ offeringId: offeringOrTenant });

/** Rules to be set, whole, with what is built in where nothing was said. */
export const setBookingPolicySchema = z.object({
  offeringId: offeringOrTenant,
  rules: rulesSchema,
});

/** What the input says, in the shape that {@link setBookingPolicySchema} judges. */
export function policyOf(input: SetBookingPolicyInput): unknown {
  return { offeringId: input.offeringId, rules: orBuiltIn({ ...input }) };
}

@ObjectType({ description: 'The version that was written.' })
export class SetBookingPolicyPayload {
  @Field(() => PolicyVersion)
  policy!: PolicyVersion;
}
