import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Session } from './session.entity.ts';

@InputType({ description: 'A session to be put on the schedule.' })
export class ScheduleSessionInput {
  @Field(() => ID, { description: 'What it is an occurrence of.' })
  offeringId!: string;

  @Field(() => Date, { description: 'When it begins; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => Int, { nullable: true, description: "Seats, 1 to 10,000; the offering's unless given." })
  capacity?: number | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a session may be. */
export const scheduleSessionSchema = z.object({
  offeringId: idSchema('off'),
  startsAt: z.date(),
  capacity: z.number().int().min(1).max(10_000).nullish(),
});

/** Which session is asked for. */
export const sessionIdSchema = z.object({ sessionId: idSchema('ssn') });

/** Which sessions are listed: of a range of time, and of one offering when it is named. */
export const sessionsRangeSchema = z
  .object({
    from: z.date(),
    to: z.date(),
    offeringId: z.preprocess((value) => value ?? undefined, idSchema('off').optional()),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= 93 * 86_400_000, {
    path: ['to'],
    message: 'must be at most 93 days after from',
  });

@ObjectType({ description: 'The session that was put on the schedule.' })
export class ScheduleSessionPayload {
  @Field(() => Session)
  session!: Session;
}
