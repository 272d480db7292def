import { BigIntScalar } from '@freehold/kernel/subgraph/schema/big-int';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { namedSchema } from '../named.ts';
import { OFFERING_KINDS, Offering, type OfferingKind } from './offering.entity.ts';

const NEEDS_MAX = 5;

@InputType({ description: 'A resource that an offering takes beside its own.' })
export class OfferingNeedInput {
  @Field(() => ID, { nullable: true, description: 'The resource; either this or `poolId`.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The pool of which any free member serves.' })
  poolId?: string | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes before it, 0 to 240, in which it takes this resource.',
  })
  bufferBeforeMinutes!: number;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes after it, 0 to 240, in which it takes this resource.',
  })
  bufferAfterMinutes!: number;
}

@InputType({ description: 'An offering to be created.' })
export class CreateOfferingInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'For customers, up to 2,000 characters.' })
  description!: string;

  @Field(() => OFFERING_KINDS)
  kind!: OfferingKind;

  @Field(() => Int, { description: '5 to 1,440 minutes.' })
  durationMinutes!: number;

  @Field(() => Int, { description: 'Seats of a session, 1 to 10,000.' })
  capacity!: number;

  @Field(() => BigIntScalar, { description: "In minor units of the tenant's currency, 0 or more." })
  priceMinor!: bigint;

  @Field(() => ID, { nullable: true, description: 'The resource that gives it; either this or `poolId`.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The pool of which any free member gives it.' })
  poolId?: string | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes before it, 0 to 240, in which it takes its own resource.',
  })
  bufferBeforeMinutes!: number;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Minutes after it, 0 to 240, in which it takes its own resource.',
  })
  bufferAfterMinutes!: number;

  @Field(() => [OfferingNeedInput], {
    defaultValue: [],
    description: 'What it needs beside that resource, 0 to 5; no resource twice.',
  })
  furtherNeeds!: OfferingNeedInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether its bookings wait until staff approves them.',
  })
  needsApproval!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The code under which it is taxed, 1 to 64 characters.',
  })
  taxCode?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const bufferMinutes = z.number().int().min(0).max(240);
const needSchema = z.object({ resourceId: idSchema('rsc').nullish(), poolId: idSchema('rpl').nullish() });
const needsOne = {
  path: ['resourceId'],
  message: 'either a resource or a pool must be named',
};

function namesOne({ resourceId, poolId }: z.infer<typeof needSchema>): boolean {
  return !resourceId !== !poolId;
}

const furtherNeeds = z
  .array(
    needSchema
      .extend({ bufferBeforeMinutes: bufferMinutes, bufferAfterMinutes: bufferMinutes })
      .refine(namesOne, needsOne),
  )
  .max(NEEDS_MAX);
const factsSchema = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2000),
  durationMinutes: z.number().int().min(5).max(1440),
  capacity: z.number().int().min(1).max(10_000),
  priceMinor: z.coerce.bigint().min(0n).max(10_000_000_000n),
  bufferBeforeMinutes: bufferMinutes,
  bufferAfterMinutes: bufferMinutes,
  furtherNeeds,
  needsApproval: z.boolean(),
  taxCode: z.string().trim().min(1).max(64).nullish(),
});

/** What an offering may be. */
export const createOfferingSchema = factsSchema
  .extend({ kind: z.enum(OFFERING_KINDS), ...needSchema.shape })
  .refine(namesOne, needsOne);

@InputType({
  description:
    'An offering to be changed, for what is booked from now on. What is left out stays; its kind stays always.',
})
export class UpdateOfferingInput {
  @Field(() => ID)
  offeringId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'For customers, up to 2,000 characters.' })
  description?: string;

  @Field(() => Int, { nullable: true, description: '5 to 1,440 minutes.' })
  durationMinutes?: number;

  @Field(() => Int, { nullable: true, description: 'Seats of a session, 1 to 10,000.' })
  capacity?: number;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "In minor units of the offering's currency, 0 or more.",
  })
  priceMinor?: bigint;

  @Field(() => ID, {
    nullable: true,
    description: 'The resource that gives it, instead of the one that did.',
  })
  resourceId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The pool of which any free member gives it, instead of what did.',
  })
  poolId?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes before it, 0 to 240, in which it takes its own resource.',
  })
  bufferBeforeMinutes?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes after it, 0 to 240, in which it takes its own resource.',
  })
  bufferAfterMinutes?: number;

  @Field(() => [OfferingNeedInput], {
    nullable: true,
    description: 'All that it needs beside that resource, 0 to 5, instead of what it needed.',
  })
  furtherNeeds?: OfferingNeedInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its bookings wait until staff approves them.',
  })
  needsApproval?: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The code under which it is taxed, 1 to 64 characters; null takes it away.',
  })
  taxCode?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What an offering may become. */
export const updateOfferingSchema = factsSchema
  .partial()
  .extend({
    offeringId: idSchema('off'),
    resourceId: idSchema('rsc').optional(),
    poolId: idSchema('rpl').optional(),
  })
  .refine(({ resourceId, poolId }) => !(resourceId && poolId), {
    path: ['resourceId'],
    message: 'either a resource or a pool may be named',
  });

@InputType({ description: 'An offering to be archived, or to be taken back from the archive.' })
export class ArchiveOfferingInput {
  @Field(() => ID)
  offeringId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which offerings are listed. */
export const offeringsSchema = namedSchema.extend({
  kinds: z.preprocess(
    (value) => value ?? undefined,
    z.array(z.enum(OFFERING_KINDS)).min(1).max(6).optional(),
  ),
});

/** Which offering is meant. */
export const offeringIdSchema = z.object({ offeringId: idSchema('off') });

@ObjectType({ description: 'The offering as it is now.' })
export class ChangeOfferingPayload {
  @Field(() => Offering)
  offering!: Offering;
}

@ObjectType({ description: 'The offering that was created.' })
export class CreateOfferingPayload {
  @Field(() => Offering)
  offering!: Offering;
}
