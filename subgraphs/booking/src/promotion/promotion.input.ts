import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { WaitlistEntry } from '../waitlist/waitlist.entity.ts';

const KEY = 'Chosen by the caller, 1 to 200 characters; repeats answer the same.';

@InputType({ description: 'Seats of a full session, for the member who asks or for a customer of staff.' })
export class JoinWaitlistInput {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 100; all of them are given or none.' })
  partySize!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** What may be waited for. */
export const joinWaitlistSchema = z.object({
  sessionId: idSchema('ssn'),
  partySize: z.number().int().min(1).max(100),
  customerId: idSchema('mbr').nullish(),
});

@InputType({ description: 'A waitlist entry.' })
export class WaitlistEntryInput {
  @Field(() => ID)
  entryId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** Which entry is meant. */
export const waitlistEntrySchema = z.object({ entryId: idSchema('wle') });

@InputType({ description: 'How urgently somebody waits.' })
export class SetWaitlistPriorityInput {
  @Field(() => ID)
  entryId!: string;

  @Field(() => Int, { description: 'Whoever has more comes first, -1,000 to 1,000.' })
  priority!: number;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** What priority may be. */
export const setWaitlistPrioritySchema = z.object({
  entryId: idSchema('wle'),
  priority: z.number().int().min(-1000).max(1000),
});

@ObjectType({ description: 'The entry that was made.' })
export class JoinWaitlistPayload {
  @Field(() => WaitlistEntry)
  entry!: WaitlistEntry;
}

@ObjectType({ description: 'The entry that has ended.' })
export class LeaveWaitlistPayload {
  @Field(() => WaitlistEntry)
  entry!: WaitlistEntry;
}

@ObjectType({ description: 'The entry with its new priority; it may have got seats by it.' })
export class SetWaitlistPriorityPayload {
  @Field(() => WaitlistEntry)
  entry!: WaitlistEntry;
}

@ObjectType({ description: 'The booking that was made of what was offered.' })
export class AcceptOfferPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@ObjectType({ description: 'The entry that has ended.' })
export class DeclineOfferPayload {
  @Field(() => WaitlistEntry)
  entry!: WaitlistEntry;
}
