import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { Notification } from './notification.entity.ts';
import { listMyNotifications, notificationsOf } from './notification.service.ts';

const NotificationConnection = connectionOf(Notification, 'Notification');

@Resolver(() => Notification)
export class NotificationResolver {
  @Query(() => NotificationConnection, {
    description: 'What the member who asks was told, newest first. Errors: INVALID.',
  })
  async myNotifications(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Notification>> {
    return toConnection(await listMyNotifications(ctx, args));
  }
}

/** Messages seen from the booking. */
@Resolver(() => Booking)
export class BookingNotificationsResolver {
  @FieldResolver(() => [Notification], {
    description: 'What its customer was told about it, the newest hundred, newest first.',
  })
  notifications(@Root() booking: Booking, @Ctx() ctx: Context): Promise<readonly Notification[]> {
    return ctx.load(notificationsOf, booking.id);
  }
}
