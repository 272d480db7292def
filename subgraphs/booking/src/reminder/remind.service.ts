import { askTogether } from '@freehold/kernel/database/prepared/ask-prepared';
import { type DomainEvent, eventsOf } from '@freehold/kernel/events/domain-event';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking } from '../booking/booking.entity.ts';
import { BookingApproved, BookingMade, BookingRescheduled, SessionMoved } from '../events.ts';
import { writeNotifications } from '../notification/write-notifications.service.ts';
import { keptPlaces, placesOf } from '../occasion/booking-occasions.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { RemindOfSession } from './reminder.jobs.ts';
import {
  nextReminder,
  type Reminder,
  type ReminderKind,
  reminderAfter,
  remindersOf,
} from './reminder.policy.ts';

/** What makes it necessary to remind somebody of a session. */
export const REMINDED_OF = [BookingApproved, BookingMade, BookingRescheduled, SessionMoved];

function sessionsIn(told: readonly DomainEvent[]): SessionId[] {
  const booked = [...eventsOf(told, BookingApproved), ...eventsOf(told, BookingRescheduled)];
  const made = eventsOf(told, BookingMade).filter(({ payload }) => payload.status !== 'PENDING');
  const moved = eventsOf(told, SessionMoved).filter(({ payload }) => payload.startedAt !== payload.startsAt);
  return [...new Set([...booked, ...made, ...moved].map(({ payload }) => payload.sessionId))];
}

/** Sees to it that those who have booked are reminded: one job for a session, whoever books it. */
export async function planReminders(
  ctx: Context,
  transaction: Transaction,
  told: readonly DomainEvent[],
): Promise<void> {
  const ids = sessionsIn(told);
  if (ids.length === 0) return;
  const kept = keptPlaces(transaction);
  const places = ids.every((id) => kept.has(id)) ? kept : await placesIn(ctx, transaction.em, ids);
  for (const id of ids) {
    const startsAt = places.get(id)?.startsAt;
    if (startsAt) await plan(transaction, { id, startsAt }, nextReminder(startsAt, ctx.now()));
  }
}

async function placesIn(ctx: Context, em: EntityManager, ids: readonly SessionId[]) {
  const [places] = await askTogether(em, [placesOf(em, ctx.tenant().timeZone, ids)]);
  return places;
}

async function plan(
  { enqueue }: Pick<Transaction, 'enqueue'>,
  { id: sessionId, startsAt }: Pick<Session, 'id' | 'startsAt'>,
  reminder: Reminder | null,
): Promise<void> {
  if (!reminder) return;
  const { kind, at } = reminder;
  const job = { sessionId, startsAt: startsAt.toISOString(), kind };
  await enqueue(RemindOfSession, job, { at, key: `${sessionId}:${kind}` });
}

/** A reminder that is due, of a session that was to begin then. */
export interface DueReminder {
  readonly sessionId: SessionId;
  readonly startsAt: string;
  readonly kind: ReminderKind;
}

/**
 * Reminds everybody who has a confirmed booking of a session, once, and plans the next reminder. It is judged now: of
 * one that was called off, begins at another time or has begun, nobody is reminded.
 */
export async function remindOfSession(
  ctx: Context,
  { sessionId, startsAt, kind }: DueReminder,
): Promise<void> {
  await ctx.transaction(async (transaction) => {
    const { em } = transaction;
    const session = await em.findOne(Session, { id: sessionId });
    if (!session || session.canceledAt || session.startsAt.toISOString() !== startsAt) return;
    await plan(transaction, session, reminderAfter(kind, session.startsAt));
    const usefulUntil = remindersOf(session.startsAt).find((each) => each.kind === kind)?.usefulUntil;
    const place = (await placesIn(ctx, em, [sessionId])).get(sessionId);
    if (!place || !usefulUntil || usefulUntil <= ctx.now()) return;
    const bookings = await em.find(Booking, { session: { id: sessionId }, status: 'CONFIRMED' });
    const occasions = bookings.map(({ id: bookingId, customerId, seats }) => ({
      kind,
      customerId,
      bookingId,
      usefulUntil,
      name: `${kind} ${bookingId} ${startsAt}`,
      facts: { ...place, seats },
    }));
    await writeNotifications(ctx, transaction, occasions);
  });
}
