import { BigIntScalar } from '@freehold/kernel/subgraph/schema/big-int';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Quota } from './quota.entity.ts';
import { TicketProduct } from './ticket-product.entity.ts';

@InputType({ description: 'A quota to be created.' })
export class CreateQuotaInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { description: 'For the staff, 1 to 200 characters.' })
  name!: string;

  @Field(() => Int, { description: 'Tickets in all, 0 to 1,000,000.' })
  size!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a quota may be. */
export const createQuotaSchema = z.object({
  eventId: idSchema('evn'),
  name: z.string().trim().min(1).max(200),
  size: z.number().int().min(0).max(1_000_000),
});

@InputType({ description: 'A ticket product to be created.' })
export class CreateTicketProductInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => BigIntScalar, {
    description: "In minor units of the tenant's currency, 0 or more; 0 is free.",
  })
  priceMinor!: bigint;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'Fewest tickets of it in an order that has any, 1 to 100.',
  })
  minPerOrder!: number;

  @Field(() => Int, { defaultValue: 10, description: 'Most tickets of it in an order, minPerOrder to 100.' })
  maxPerOrder!: number;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Quotas of the event that its tickets count against, at most 20; without one, those of the event alone.',
  })
  quotaIds!: string[];

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const factsSchema = z.object({
  name: z.string().trim().min(1).max(200),
  priceMinor: z.coerce.bigint().min(0n).max(10_000_000_000n),
  minPerOrder: z.number().int().min(1).max(100),
  maxPerOrder: z.number().int().min(1).max(100),
});

/** What a ticket product may be. */
export const createTicketProductSchema = factsSchema
  .extend({ eventId: idSchema('evn'), quotaIds: z.array(idSchema('qta')).max(20) })
  .refine(({ minPerOrder, maxPerOrder }) => minPerOrder <= maxPerOrder, {
    path: ['maxPerOrder'],
    message: 'must be minPerOrder or more',
  })
  .refine(({ quotaIds }) => new Set(quotaIds).size === quotaIds.length, {
    path: ['quotaIds'],
    message: 'must each stand once',
  });

@InputType({ description: 'A ticket product to be changed, for orders from now on. What is left out stays.' })
export class UpdateTicketProductInput {
  @Field(() => ID)
  ticketProductId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "In minor units of the product's currency, 0 or more; 0 is free.",
  })
  priceMinor?: bigint;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest tickets of it in an order that has any, 1 to 100.',
  })
  minPerOrder?: number;

  @Field(() => Int, { nullable: true, description: 'Most tickets of it in an order, minPerOrder to 100.' })
  maxPerOrder?: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a ticket product may become. */
export const updateTicketProductSchema = factsSchema.partial().extend({ ticketProductId: idSchema('tpr') });

@InputType({ description: 'A quota that is to be of another size.' })
export class ChangeQuotaInput {
  @Field(() => ID)
  quotaId!: string;

  @Field(() => Int, { description: 'Tickets in all, 0 to 1,000,000 and never fewer than are sold.' })
  size!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a quota may become. */
export const changeQuotaSchema = createQuotaSchema.pick({ size: true }).extend({ quotaId: idSchema('qta') });

@ObjectType({ description: 'The quota that was created.' })
export class CreateQuotaPayload {
  @Field(() => Quota)
  quota!: Quota;
}

@ObjectType({ description: 'The ticket product that was created.' })
export class CreateTicketProductPayload {
  @Field(() => TicketProduct)
  ticketProduct!: TicketProduct;
}

@ObjectType({ description: 'The ticket product as it is now.' })
export class UpdateTicketProductPayload {
  @Field(() => TicketProduct)
  ticketProduct!: TicketProduct;
}

@ObjectType({ description: 'The quota as it is now.' })
export class ChangeQuotaPayload {
  @Field(() => Quota)
  quota!: Quota;
}
