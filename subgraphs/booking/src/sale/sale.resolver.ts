import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  CancelOrderInput,
  CancelOrderPayload,
  MarkOrderPaidInput,
  MarkOrderPaidPayload,
  orderIdSchema,
  PlaceOrderInput,
  PlaceOrderPayload,
  placeOrderSchema,
} from './sale.input.ts';
import { cancelOrder, markOrderPaid, placeOrder } from './sale.service.ts';

@Resolver()
export class SaleResolver {
  @Mutation(() => PlaceOrderPayload, {
    description:
      'Orders tickets for the member who asks, or for a customer of staff; what costs nothing is paid at once. Errors: INVALID, NOT_FOUND, FORBIDDEN, QUANTITY_NOT_ALLOWED, SOLD_OUT, LIMIT_EXCEEDED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async placeOrder(
    @Ctx() ctx: Context,
    @Arg('input', () => PlaceOrderInput) input: PlaceOrderInput,
  ): Promise<PlaceOrderPayload> {
    return { order: await placeOrder(ctx, parseInput(placeOrderSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => MarkOrderPaidPayload, {
    description:
      'Writes down that the staff got the money for an order. Errors: INVALID, NOT_FOUND, ORDER_NOT_PENDING, IDEMPOTENCY_CONFLICT.',
  })
  async markOrderPaid(
    @Ctx() ctx: Context,
    @Arg('input', () => MarkOrderPaidInput) input: MarkOrderPaidInput,
  ): Promise<MarkOrderPaidPayload> {
    const { orderId } = parseInput(orderIdSchema, input);
    return { order: await markOrderPaid(ctx, orderId, input.idempotencyKey) };
  }

  @Mutation(() => CancelOrderPayload, {
    description:
      'Cancels an order; its tickets admit nobody from then on. A customer may until the gates open, while nothing was paid. Errors: INVALID, NOT_FOUND, ORDER_CANCELED, ORDER_PAID, ADMISSION_BEGAN, IDEMPOTENCY_CONFLICT.',
  })
  async cancelOrder(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelOrderInput) input: CancelOrderInput,
  ): Promise<CancelOrderPayload> {
    const { orderId } = parseInput(orderIdSchema, input);
    return { order: await cancelOrder(ctx, orderId, input.idempotencyKey) };
  }
}
