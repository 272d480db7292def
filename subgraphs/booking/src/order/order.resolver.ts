import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { Args, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { onlyThose } from '../only-those.ts';
import { Member } from '../references/member.reference.ts';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import { Order, type OrderId } from './order.entity.ts';
import { TicketOrderChanged } from './order.events.ts';
import { linesOf, listMyOrders, listOrdersOf, orderById } from './order.service.ts';
import { OrderLine } from './order-line.entity.ts';

type ChangeOfOrder = DomainEvent<{ orderId: OrderId }>;

const OrderConnection = connectionOf(Order, 'Order');

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => OrderConnection, {
    description: 'The orders of the member who asks, newest first. Errors: INVALID.',
  })
  async myOrders(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Order>> {
    return toConnection(await listMyOrders(ctx, args));
  }

  @FieldResolver(() => Event, { description: 'The event that its tickets admit to.' })
  event(@Root() order: Order, @Ctx() ctx: Context): Promise<Event> {
    return ctx.load(eventById, order.event.id);
  }

  @FieldResolver(() => Member, { description: 'Who placed it.' })
  customer(@Root() order: Order): Member {
    return Member.of(order.customerId);
  }

  @FieldResolver(() => MoneyType, { description: 'Price of all its tickets, as it was when it was placed.' })
  total(@Root() order: Order): MoneyType {
    return { amountMinor: order.totalMinor, currency: order.currency };
  }

  @FieldResolver(() => [OrderLine], { description: 'What it holds, 1 to 20 lines.' })
  lines(@Root() order: Order, @Ctx() ctx: Context): Promise<readonly OrderLine[]> {
    return ctx.load(linesOf, order.id);
  }

  @Subscription(() => Order, {
    description:
      'An order of the tenant each time one is placed, paid or canceled, by the clock, too; for staff.',
    subscribe: ({ context }: { context: Context }) => context.live(TicketOrderChanged),
  })
  orderChanged(@Root() event: ChangeOfOrder, @Ctx() ctx: Context): Promise<Order> {
    return ctx.load(orderById, event.payload.orderId);
  }

  @Subscription(() => Order, {
    description:
      'An order of the member who asks each time one is placed, paid or canceled, by the clock, too.',
    subscribe: ({ context }: { context: Context }) => {
      const { id } = context.member();
      return onlyThose(context.live(TicketOrderChanged), ({ payload }) => payload.customerId === id);
    },
  })
  myOrderChanged(@Root() event: ChangeOfOrder, @Ctx() ctx: Context): Promise<Order> {
    return ctx.load(orderById, event.payload.orderId);
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => TicketProduct, { description: 'What it is so many tickets of.' })
  product(@Root() line: OrderLine, @Ctx() ctx: Context): Promise<TicketProduct> {
    return ctx.load(ticketProductById, line.product.id);
  }

  @FieldResolver(() => MoneyType, {
    description: 'Price of one ticket, as it was when the order was placed.',
  })
  unitPrice(@Root() line: OrderLine): MoneyType {
    return { amountMinor: line.unitPriceMinor, currency: line.currency };
  }
}

/** Orders seen from their event. */
@Resolver(() => Event)
export class EventOrdersResolver {
  @FieldResolver(() => OrderConnection, { description: 'Its orders, newest first. Errors: INVALID.' })
  async orders(
    @Root() event: Event,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Order>> {
    return toConnection(await listOrdersOf(ctx, event.id, args));
  }
}
