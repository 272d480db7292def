import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Session } from '../session/session.entity.ts';

@InputType({ description: 'A session that is to begin at another time.' })
export class MoveSessionInput {
  @Field(() => ID, { description: 'One that staff scheduled, alone or in a series.' })
  sessionId!: string;

  @Field(() => Date, { description: 'When it is to begin; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be moved, and to when. */
export const moveSessionSchema = z.object({ sessionId: idSchema('ssn'), startsAt: z.date() });

@ObjectType({ description: 'The session at its other time.' })
export class MoveSessionPayload {
  @Field(() => Session)
  session!: Session;
}
