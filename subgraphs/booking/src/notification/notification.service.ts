import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import type { BookingId } from '../booking/booking.entity.ts';
import { Notification } from './notification.entity.ts';

const PER_BOOKING_MAX = 100;

/** What the member who asks was told, newest first. */
export function listMyNotifications(ctx: Context, args: PageArgs): Promise<Page<Notification>> {
  const customerId = ctx.member().id;
  const name = `notifications:${customerId}`;
  const scope = {
    tenantId: ctx.tenant().id,
    name,
    where: { customerId },
    orderBy: [{ id: 'desc' as const }],
  };
  return ctx.read((em) => findPage(em, Notification, scope, args));
}

/** The newest hundred messages about each booking. */
export const notificationsOf: BatchLoad<BookingId, readonly Notification[]> = async (ctx, bookingIds) => {
  const where = { bookingId: { $in: [...bookingIds] } };
  const found = await ctx.read((em) => em.find(Notification, where, { orderBy: { id: 'desc' } }));
  const byBooking = Map.groupBy(found, ({ bookingId }) => bookingId);
  return bookingIds.map((id) => (byBooking.get(id) ?? []).slice(0, PER_BOOKING_MAX));
};
