import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Hold } from './hold.entity.ts';

@InputType({ description: 'What is to be held: either seats of a session, or a time of an offering.' })
export class CreateHoldInput {
  @Field(() => ID, { nullable: true, description: 'The session whose seats are held.' })
  sessionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The offering of which a time is held; with `startsAt`.' })
  offeringId?: string | null;

  @Field(() => Date, { nullable: true, description: 'When it begins; with `offeringId`.' })
  startsAt?: Date | null;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 100.' })
  seats!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const none = z.null().optional();
const seats = z.number().int().min(1).max(100);
const customerId = idSchema('mbr').nullish();

/** What may be held. */
export const createHoldSchema = z.union(
  [
    z.object({ sessionId: idSchema('ssn'), offeringId: none, startsAt: none, seats, customerId }),
    z.object({ sessionId: none, offeringId: idSchema('off'), startsAt: z.date(), seats, customerId }),
  ],
  'needs 1 to 100 seats and either sessionId, or offeringId and startsAt',
);

@InputType({ description: 'A hold to be released.' })
export class ReleaseHoldInput {
  @Field(() => ID)
  holdId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be released. */
export const releaseHoldSchema = z.object({ holdId: idSchema('hld'), customerId });

@ObjectType({ description: 'The hold that was made.' })
export class CreateHoldPayload {
  @Field(() => Hold)
  hold!: Hold;
}

@ObjectType({ description: 'The hold that is no more.' })
export class ReleaseHoldPayload {
  @Field(() => ID)
  releasedHoldId!: string;
}
