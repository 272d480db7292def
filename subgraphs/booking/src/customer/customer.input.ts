import { isLocale } from '@freehold/kernel/values/locale';
import { Field, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Customer } from './customer.entity.ts';

@InputType({ description: 'What the member who asks wishes to change; what is left out stays.' })
export class UpdateMyProfileInput {
  @Field(() => String, {
    nullable: true,
    description: 'In E.164: a plus and 7 to 15 digits, such as +4791234567; null takes it away.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A BCP 47 tag, such as nb-NO; null leaves it as it is.',
  })
  locale?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether reminders come by e-mail.' })
  emailReminders?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether they come as text messages; needs a number.',
  })
  smsReminders?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they come to devices.' })
  pushReminders?: boolean | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const ifGiven = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

/** What a profile may become. */
export const updateMyProfileSchema = z.object({
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be in E.164, a plus and 7 to 15 digits')
    .nullish(),
  locale: ifGiven(z.string().max(35).refine(isLocale, 'must be a BCP 47 tag')),
  emailReminders: ifGiven(z.boolean()),
  smsReminders: ifGiven(z.boolean()),
  pushReminders: ifGiven(z.boolean()),
});

/** How a list of customers may be narrowed. */
export const customersSchema = z.object({ search: ifGiven(z.string().trim().min(1).max(200)) });

@ObjectType({ description: 'The profile as it is now.' })
export class UpdateMyProfilePayload {
  @Field(() => Customer)
  profile!: Customer;
}
