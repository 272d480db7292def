import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Session } from '../session/session.entity.ts';

@InputType({ description: 'How many seats a session is to have.' })
export class ChangeSessionCapacityInput {
  @Field(() => ID, { description: 'One that staff scheduled, alone or in a series.' })
  sessionId!: string;

  @Field(() => Int, { description: 'Seats in all, 1 to 10,000, not fewer than are taken.' })
  capacity!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which session may have how many seats. */
export const changeSessionCapacitySchema = z.object({
  sessionId: idSchema('ssn'),
  capacity: z.number().int().min(1).max(10_000),
});

@ObjectType({ description: 'The session with its seats.' })
export class ChangeSessionCapacityPayload {
  @Field(() => Session)
  session!: Session;
}
