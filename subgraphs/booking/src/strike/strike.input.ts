import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Strike } from './strike.entity.ts';

@InputType({ description: 'A strike to be taken back.' })
export class ReverseStrikeInput {
  @Field(() => ID)
  strikeId!: string;

  @Field(() => String, { description: 'Why, for the member to read, 1 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What is taken back, and why. */
export const reverseStrikeSchema = z.object({
  strikeId: idSchema('stk'),
  reason: z.string().trim().min(1).max(500),
});

/** Whose strikes are asked. */
export const strikesSchema = z.object({ memberId: idSchema('mbr') });

@ObjectType({ description: 'The strike that was taken back.' })
export class ReverseStrikePayload {
  @Field(() => Strike)
  strike!: Strike;
}
