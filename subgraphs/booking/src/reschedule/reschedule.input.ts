import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';

@InputType({ description: 'A booking to be moved, and where to: either to a session, or to a time.' })
export class RescheduleBookingInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => ID, { nullable: true, description: 'Another session of the same offering.' })
  sessionId?: string | null;

  @Field(() => Date, { nullable: true, description: 'When it is to begin, if the customer may choose that.' })
  startsAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff sets the rules aside, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const none = z.null().optional();
const booking = { bookingId: idSchema('bkg'), overrideReason: z.string().trim().min(1).max(500).nullish() };

/** What may be moved, and where to. */
export const rescheduleBookingSchema = z
  .union(
    [
      z.object({ ...booking, sessionId: idSchema('ssn'), startsAt: none }),
      z.object({ ...booking, sessionId: none, startsAt: z.date() }),
    ],
    'needs bookingId and either sessionId or startsAt',
  )
  .transform(({ bookingId, overrideReason, ...to }) => ({
    bookingId,
    overrideReason,
    target: to.sessionId ? { sessionId: to.sessionId } : { startsAt: to.startsAt },
  }));

@ObjectType({ description: 'The booking that took the place of the old one.' })
export class RescheduleBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}
