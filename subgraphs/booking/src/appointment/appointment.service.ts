import { findPage, type Page, type PageArgs, type PageScope } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { Forbidden } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import { Booking, type BookingId } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { bookIntervalWithin } from '../interval/interval.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { WrongKind } from '../offering/offering.errors.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import type { ResourceId } from '../resource/resource.entity.ts';
import { Appointment } from './appointment.entity.ts';
import {
  type AppointmentSource,
  type AppointmentStatus,
  appointmentStatusOf,
  bookingStatusesOf,
} from './appointment.policy.ts';

/** An appointment that somebody is to have. */
export interface AppointmentRequest {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  readonly resourceId?: ResourceId | null | undefined;
  readonly contact: {
    readonly name: string;
    readonly email?: string | null | undefined;
    readonly phone?: string | null | undefined;
  };
  readonly conversationId?: string | null | undefined;
  readonly source: AppointmentSource;
  readonly overrideReason?: string | null | undefined;
}

/** An appointment is of one party, however many come with it. */
const SEATS = 1;

/** Appointments by their ids. */
const appointmentById = loadById(Appointment, 'appointment');

/**
 * Books an appointment for somebody who need not be a member; the member who asks has the booking.
 * @throws {Forbidden} when somebody else than staff names a conversation or another way than the web.
 * @throws {WrongKind} for an offering that is no appointment.
 * @throws {NotFound} when the offering does not need such a resource.
 * @throws what bookInterval throws.
 */
export async function bookAppointment(
  ctx: Context,
  input: AppointmentRequest,
  key: string,
): Promise<Appointment> {
  const speaksForOthers = input.source !== 'WEB' || input.conversationId;
  if (speaksForOthers && !mayDo(ctx.caller, 'appointment.bookForOthers')) throw new Forbidden();
  await markNoShows(ctx, { customerId: ctx.member().id });
  const id = await mutateOnce(ctx, { operation: 'bookAppointment', key, input }, async (transaction) => {
    const offering = await findOpenOffering(transaction.em, input.offeringId);
    if (offering.kind !== 'APPOINTMENT') throw new WrongKind(offering.kind, 'APPOINTMENT');
    const { startsAt, resourceId, overrideReason } = input;
    const time = { startsAt, resourceId, overrideReason, seats: SEATS };
    const booking = await bookIntervalWithin(ctx, transaction, offering, time);
    const appointment = await addAppointment(transaction, booking, input);
    return appointment.id;
  });
  return ctx.load(appointmentById, id);
}

async function addAppointment(
  { em }: Transaction,
  booking: Booking,
  { contact, source, conversationId = null, startsAt }: AppointmentRequest,
): Promise<Appointment> {
  const appointment = em.create(Appointment, {
    tenantId: booking.tenantId,
    id: newId('apt'),
    booking: ref(booking),
    contactName: contact.name,
    contactEmail: contact.email ?? null,
    contactPhone: contact.phone ?? null,
    source,
    conversationId,
    startsAt,
    createdAt: booking.bookedAt,
  });
  await em.persist(appointment).flush();
  return appointment;
}

/** A booking that takes the place of another one takes its appointment over, with its contact and its conversation. */
export async function handAppointmentOn(
  _ctx: Context,
  { em }: Transaction,
  { fromBookingId, bookingId }: { readonly fromBookingId: BookingId; readonly bookingId: BookingId },
): Promise<void> {
  const appointment = await em.findOne(Appointment, { booking: { id: fromBookingId } });
  if (!appointment) return;
  const booking = await em.findOneOrFail(Booking, { id: bookingId }, { populate: ['session'] });
  appointment.booking = ref(booking);
  appointment.startsAt = booking.session.getEntity().startsAt;
}

const ofBookings = prepareRows(Appointment, [{ property: 'booking', is: 'in' }]);

/** The appointment of each booking; null when it is of another kind. */
export const appointmentOf: BatchLoad<BookingId, Appointment | null> = async (ctx, bookingIds) => {
  const found = await ctx.rows(ofBookings, bookingIds);
  const byBooking = new Map(found.map((appointment) => [appointment.booking.id, appointment]));
  return bookingIds.map((id) => byBooking.get(id) ?? null);
};

/** Where an appointment stands. */
export async function statusOfAppointment(
  ctx: Context,
  { booking }: Appointment,
): Promise<AppointmentStatus> {
  const { status } = await ctx.load(bookingById, booking.id);
  return appointmentStatusOf(status);
}

function page(ctx: Context, scope: Omit<PageScope<Appointment>, 'tenantId'>, args: PageArgs) {
  const tenantId = ctx.tenant().id;
  return ctx.read((em) => findPage(em, Appointment, { ...scope, tenantId }, args));
}

/** The appointments that begin in a range of time and stand so, soonest first. */
export function listAppointments(
  ctx: Context,
  range: TimeRange,
  status: AppointmentStatus | null,
  args: PageArgs,
): Promise<Page<Appointment>> {
  const name = `appointments:${range.startsAt.toISOString()}:${range.endsAt.toISOString()}:${status}`;
  const where = {
    startsAt: { $gte: range.startsAt, $lt: range.endsAt },
    ...(status ? { booking: { status: { $in: bookingStatusesOf(status) } } } : {}),
  };
  return page(ctx, { name, where, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] }, args);
}

/** The appointments that a conversation led to, oldest first. */
export function listAppointmentsOfConversation(
  ctx: Context,
  conversationId: string,
  args: PageArgs,
): Promise<Page<Appointment>> {
  const name = `appointments-of:${conversationId}`;
  return page(ctx, { name, where: { conversationId }, orderBy: [{ id: 'asc' }] }, args);
}
