import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Pass } from './pass.entity.ts';

const KEY = 'Chosen by the caller, 1 to 200 characters; repeats answer the same.';
const YEARS_MAX_MS = 10 * 366 * 86_400_000;

@InputType({ description: 'Credits that a customer gets.' })
export class IssuePassInput {
  @Field(() => ID)
  customerId!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => Int, { description: '1 to 10,000.' })
  credits!: number;

  @Field(() => Date, { description: 'From this instant on it is good for booking.' })
  validFrom!: Date;

  @Field(() => Date, { description: 'From this instant on it is not any more; at most ten years later.' })
  validUntil!: Date;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'For which offerings, at most 100; none is all of them.',
  })
  offeringIds!: string[];

  @Field(() => Int, {
    defaultValue: 0,
    description: 'The priority with which its customer joins waitlists, 0 to 1,000.',
  })
  waitlistPriority!: number;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

const name = z.string().trim().min(1).max(200);
const offeringIds = z.array(idSchema('off')).max(100);
const waitlistPriority = z.number().int().min(0).max(1000);
const reason = z.string().trim().min(1).max(500);
const ifGiven = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

/** What may be issued. */
export const issuePassSchema = z
  .object({
    customerId: idSchema('mbr'),
    name,
    credits: z.number().int().min(1).max(10_000),
    validFrom: z.date(),
    validUntil: z.date(),
    offeringIds,
    waitlistPriority,
  })
  .refine(({ validFrom, validUntil }) => validFrom < validUntil, {
    path: ['validUntil'],
    message: 'must be after validFrom',
  })
  .refine(({ validFrom, validUntil }) => validUntil.getTime() - validFrom.getTime() <= YEARS_MAX_MS, {
    path: ['validUntil'],
    message: 'must be at most ten years after validFrom',
  });

@InputType({ description: 'What is to be other about a pass; what is left out stays.' })
export class ChangePassInput {
  @Field(() => ID)
  passId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'By how much its credits grow, -10,000 to 10,000; no more are taken away than are left.',
  })
  creditsChange?: number | null;

  @Field(() => Date, { nullable: true, description: 'After it begins.' })
  validUntil?: Date | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'For which offerings, at most 100; none is all of them.',
  })
  offeringIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: '0 to 1,000.' })
  waitlistPriority?: number | null;

  @Field(() => String, { description: 'Why, for the customer to read, 1 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** What may be changed. */
export const changePassSchema = z.object({
  passId: idSchema('pss'),
  name: ifGiven(name),
  creditsChange: ifGiven(z.number().int().min(-10_000).max(10_000)),
  validUntil: ifGiven(z.date()),
  offeringIds: ifGiven(offeringIds),
  waitlistPriority: ifGiven(waitlistPriority),
  reason,
});

@InputType({ description: 'A pass to be ended.' })
export class RevokePassInput {
  @Field(() => ID)
  passId!: string;

  @Field(() => String, { description: 'Why, for the customer to read, 1 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** What may be revoked. */
export const revokePassSchema = z.object({ passId: idSchema('pss'), reason });

@ObjectType({ description: 'The pass that was issued.' })
export class IssuePassPayload {
  @Field(() => Pass)
  pass!: Pass;
}

@ObjectType({ description: 'The pass as it is now.' })
export class ChangePassPayload {
  @Field(() => Pass)
  pass!: Pass;
}

@ObjectType({ description: 'The pass that was ended.' })
export class RevokePassPayload {
  @Field(() => Pass)
  pass!: Pass;
}
