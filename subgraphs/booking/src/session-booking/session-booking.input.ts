import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';

@InputType({ description: 'Seats of a session, for the member who asks or for a customer of staff.' })
export class BookSessionInput {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 100.' })
  seats!: number;

  @Field(() => ID, { nullable: true, description: 'The hold that is used up.' })
  holdId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff sets the rules aside, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be booked. */
export const bookSessionSchema = z.object({
  sessionId: idSchema('ssn'),
  seats: z.number().int().min(1).max(100),
  holdId: idSchema('hld').nullish(),
  customerId: idSchema('mbr').nullish(),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

@ObjectType({ description: 'The booking that was made.' })
export class BookSessionPayload {
  @Field(() => Booking)
  booking!: Booking;
}
