import { askTogether } from '@freehold/kernel/database/prepared/ask-prepared';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import {
  BookingApproved,
  BookingCanceled,
  BookingMade,
  BookingMissed,
  BookingRescheduled,
  EventCalledOff,
  SeriesBooked,
  SessionMoved,
  TicketOrderCanceled,
  TicketOrderPaid,
  TicketOrderPlaced,
  TicketTransferred,
  WaitlistOffered,
  WaitlistPromoted,
} from '../events.ts';
import {
  bookingDrafts,
  bookingOccasions,
  endsOf,
  keepPlaces,
  placesOf,
  sessionsOf,
} from '../occasion/booking-occasions.service.ts';
import { orderOccasions } from '../occasion/order-occasions.service.ts';
import { customersOf } from './audience.service.ts';
import { voiceOf } from './voice.service.ts';
import { writeNotifications } from './write-notifications.service.ts';

/** What happened, of which customers are told. */
export const TOLD_TO_CUSTOMERS = [
  BookingApproved,
  BookingCanceled,
  BookingMade,
  BookingMissed,
  BookingRescheduled,
  EventCalledOff,
  SeriesBooked,
  SessionMoved,
  TicketOrderCanceled,
  TicketOrderPaid,
  TicketOrderPlaced,
  TicketTransferred,
  WaitlistOffered,
  WaitlistPromoted,
];

/** Writes what customers are told of a transaction, at its end: all of it with a bounded number of statements. */
export async function notify(
  ctx: Context,
  transaction: Transaction,
  told: readonly DomainEvent[],
): Promise<void> {
  // What was loaded before a savepoint may have changed within it, and is not to be trusted here.
  const em = transaction.em.fork({ clear: true, keepTransactionContext: true });
  const ordered = await orderOccasions(em, told);
  const drafts = await bookingDrafts(ctx, em, told);
  if (drafts.length === 0) return writeNotifications(ctx, { ...transaction, em }, ordered);
  const { id: tenantId, timeZone } = ctx.tenant();
  const [places, ends, customers, voice] = await askTogether(em, [
    placesOf(em, timeZone, sessionsOf(drafts)),
    endsOf(em, drafts),
    customersOf(
      em,
      [...drafts, ...ordered].map(({ customerId }) => customerId),
    ),
    voiceOf(em, tenantId),
  ]);
  keepPlaces(transaction, places);
  const occasions = [...bookingOccasions(drafts, { places, ends }), ...ordered];
  await writeNotifications(ctx, { ...transaction, em }, occasions, { customers, voice });
}
