import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { CHECK_IN_MODES, CheckInList, type CheckInMode } from './check-in-list.entity.ts';

@InputType({ description: 'A check-in list to be created.' })
export class CreateCheckInListInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Products of the event whose tickets are good there, at most 100; every product unless given.',
  })
  productIds!: string[];

  @Field(() => CHECK_IN_MODES, { defaultValue: 'IN' })
  mode!: CheckInMode;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a ticket admits again.' })
  allowsReentry!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the staff has to confirm each admission.',
  })
  confirmRequired!: boolean;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a check-in list may be. */
export const createCheckInListSchema = z.object({
  eventId: idSchema('evn'),
  name: z.string().trim().min(1).max(200),
  productIds: z
    .array(idSchema('tpr'))
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'must each stand once'),
  mode: z.enum(CHECK_IN_MODES),
  allowsReentry: z.boolean(),
  confirmRequired: z.boolean(),
});

@ObjectType({ description: 'The check-in list that was created.' })
export class CreateCheckInListPayload {
  @Field(() => CheckInList)
  checkInList!: CheckInList;
}
