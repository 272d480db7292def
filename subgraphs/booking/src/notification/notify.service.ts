import type { MemberId } from '@freehold/kernel/caller/caller';
import { askTogether } from '@freehold/kernel/database/prepared/ask-prepared';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
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
import { TicketOffered } from '../handover/handover.events.ts';
import type { Draft } from '../occasion/booking-drafts.policy.ts';
import {
  bookingDrafts,
  bookingOccasions,
  keepPlaces,
  type LookedUp,
  placesOf,
  sessionsOf,
} from '../occasion/booking-occasions.service.ts';
import { changedBookings } from '../occasion/changed-bookings.service.ts';
import { changesOf } from '../occasion/invite-of.policy.ts';
import { orderOccasions } from '../occasion/order-occasions.service.ts';
import { type Audience, customersOf } from './audience.service.ts';
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
  TicketOffered,
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
  const ids = [...drafts, ...ordered].map(({ customerId }) => customerId);
  const { customers, voice, ...known } = await lookUp(ctx, em, drafts, ids);
  keepPlaces(transaction, known.places);
  const occasions = [...bookingOccasions(drafts, known), ...ordered];
  await writeNotifications(ctx, { ...transaction, em }, occasions, { customers, voice });
}

/** Looks up in one round trip what messages are written from; of bookings that are new there is less to know. */
async function lookUp(
  ctx: Context,
  em: EntityManager,
  drafts: readonly Draft[],
  ids: readonly MemberId[],
): Promise<LookedUp & Audience> {
  const { id: tenantId, timeZone } = ctx.tenant();
  const always = [
    placesOf(em, timeZone, sessionsOf(drafts)),
    customersOf(em, ids),
    voiceOf(em, tenantId),
  ] as const;
  const changes = changesOf(drafts);
  if (changes.length === 0) {
    const [places, customers, voice] = await askTogether(em, always);
    return { places, customers, voice, changed: new Map() };
  }
  const [places, customers, voice, changed] = await askTogether(em, [
    ...always,
    changedBookings(em, changes),
  ]);
  return { places, customers, voice, changed };
}
