import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Page, PageArgs } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import type { Selection } from '@freehold/kernel/values/selection';
import type { SessionId } from '../session/session.entity.ts';
import { agendaPage, type BookingTime } from './agenda.page.ts';
import { Booking, OCCUPYING } from './booking.entity.ts';
import { bookingsPage } from './booking.page.ts';

/** Bookings by their ids. */
export const bookingById = loadById(Booking, 'booking');

/** All bookings of the tenant, newest first. */
export function listBookings(ctx: Context, args: PageArgs, selection?: Selection): Promise<Page<Booking>> {
  return ctx.page(bookingsPage, { name: 'bookings', where: [], selection }, args);
}

/** The bookings of a session, newest first. */
export function listBookingsOf(
  ctx: Context,
  sessionId: SessionId,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Booking>> {
  const where = [{ property: 'session', is: '=' as const, value: sessionId }];
  return ctx.page(bookingsPage, { name: `bookings:${sessionId}`, where, selection }, args);
}

/** The bookings of a customer, newest first. */
export function listBookingsBy(
  ctx: Context,
  customerId: MemberId,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Booking>> {
  const where = [{ property: 'customerId', is: '=' as const, value: customerId }];
  return ctx.page(bookingsPage, { name: `bookings:${customerId}`, where, selection }, args);
}

/** The bookings of the member who asks, by when their sessions are. */
export async function listAgenda(ctx: Context, time: BookingTime, args: PageArgs): Promise<Page<Booking>> {
  const { id: customerId } = ctx.member();
  const scope = { name: `agenda:${time}:${customerId}`, where: [] };
  const page = await ctx.page(agendaPage({ customerId, time, now: ctx.now() }), scope, args);
  const edges = page.edges.map(async ({ node, cursor }) => ({
    node: await ctx.load(bookingById, node),
    cursor,
  }));
  return { ...page, edges: await Promise.all(edges) };
}

const ofCustomer = prepareRows(Booking, [
  { property: 'customerId', is: '=' },
  { property: 'status', is: 'in' },
  { property: 'session', is: 'in' },
]);

/** The booking by which the member who asks has seats of each session, or null. */
export const myBookingOf: BatchLoad<SessionId, Booking | null> = async (ctx, sessionIds) => {
  const found = await ctx.rows(ofCustomer, ctx.member().id, OCCUPYING, sessionIds);
  const bySession = new Map(found.map((booking) => [booking.session.id, booking]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};
