import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Order } from '../order/order.entity.ts';

const TICKETS_MAX = 500;

@InputType({ description: 'So many tickets of one product.' })
export class OrderLineInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int, { description: 'Tickets, as many as the product allows in an order.' })
  quantity!: number;
}

@InputType({ description: 'Tickets to one event, for the member who asks or for a customer of staff.' })
export class PlaceOrderInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => [OrderLineInput], {
    description: '1 to 20 lines, each of another product; 500 tickets at most in all.',
  })
  lines!: OrderLineInput[];

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be ordered. */
export const placeOrderSchema = z.object({
  eventId: idSchema('evn'),
  customerId: idSchema('mbr').nullish(),
  lines: z
    .array(z.object({ productId: idSchema('tpr'), quantity: z.number().int().min(1).max(100) }))
    .min(1)
    .max(20)
    .refine((lines) => new Set(lines.map(({ productId }) => productId)).size === lines.length, {
      message: 'must each be of another product',
    })
    .refine((lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0) <= TICKETS_MAX, {
      message: `must hold at most ${TICKETS_MAX} tickets in all`,
    }),
});

@InputType({ description: 'An order that was paid.' })
export class MarkOrderPaidInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

@InputType({ description: 'An order to be given back.' })
export class CancelOrderInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What order is meant. */
export const orderIdSchema = z.object({ orderId: idSchema('ord') });

@ObjectType({ description: 'The order that was placed.' })
export class PlaceOrderPayload {
  @Field(() => Order)
  order!: Order;
}

@ObjectType({ description: 'The order that was paid.' })
export class MarkOrderPaidPayload {
  @Field(() => Order)
  order!: Order;
}

@ObjectType({ description: 'The order that was canceled.' })
export class CancelOrderPayload {
  @Field(() => Order)
  order!: Order;
}
