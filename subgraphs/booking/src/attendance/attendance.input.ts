import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { Session } from '../session/session.entity.ts';

/** Whose block is asked. */
export const blockedUntilSchema = z.object({ memberId: idSchema('mbr').nullish() });

@InputType({ description: 'A booking whose holder came.' })
export class CheckInBookingInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Whose holder came. */
export const checkInBookingSchema = z.object({ bookingId: idSchema('bkg') });

@ObjectType({ description: 'The booking whose holder came.' })
export class CheckInBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@InputType({ description: 'A session that has ended, to settle who came.' })
export class CloseSessionInput {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What is settled. */
export const closeSessionSchema = z.object({ sessionId: idSchema('ssn') });

@ObjectType({ description: 'The session that was settled.' })
export class CloseSessionPayload {
  @Field(() => Session)
  session!: Session;
}
