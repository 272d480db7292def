import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Glance } from '@freehold/kernel/database/idempotency';
import type { Context } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import { z } from 'zod';
import { EARLIEST_MS, MAY_BE_MISSED } from '../booking/standing.service.ts';
import { sweepExpired } from '../hold/held-seats.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import type { SessionId } from '../session/session.entity.ts';
import { SlotTaken } from '../session/session.errors.ts';

/** Seats of a session that a member wants. */
export interface WantedSeats {
  readonly customerId: MemberId;
  readonly sessionId: SessionId;
  /** So many must be free; 0 when a hold of the member keeps them. */
  readonly seats: number;
  /** Throws what refuses them beside that, and before. */
  readonly refuse?: () => void;
}

// One statement sees one moment: what is full in it, even without expired holds and without those who may be absent, is
// full for everybody who asks in it.
const SEATS = `
  select session.capacity - session.seats_taken as left, full_now as "isFull",
         exists (
           select from booking
             join session other on other.tenant_id = booking.tenant_id and other.id = booking.session_id
            where booking.tenant_id = session.tenant_id and booking.customer_id = $4 and other.starts_at <= $6
              and ${MAY_BE_MISSED}) as "hasMissed",
         full_now and (
           exists (
             select from hold
              where hold.tenant_id = session.tenant_id and hold.session_id = session.id and hold.expires_at <= $5)
           or session.starts_at <= $6 and exists (
             select from booking
              where booking.tenant_id = session.tenant_id and booking.session_id = session.id and ${MAY_BE_MISSED})
         ) as "mayBeFreed"
    from session, lateral (select session.seats_taken + $3::int > session.capacity) as look (full_now)
   where session.tenant_id = $1 and session.id = $2 and session.canceled_at is null`;

const seatsSchema = z.object({
  left: z.number(),
  isFull: z.boolean(),
  hasMissed: z.boolean(),
  mayBeFreed: z.boolean(),
});

/** The member may have missed something that is not marked yet. */
class Unsettled extends Error {}

function glanceAt(ctx: Context, { customerId, sessionId, seats, refuse }: WantedSeats): Glance {
  const now = ctx.now();
  const soon = new Date(now.getTime() + EARLIEST_MS);
  return {
    sql: SEATS,
    values: [uuidOf(ctx.tenant().id), uuidOf(sessionId), seats, uuidOf(customerId), now, soon],
    judge: (row) => {
      const { left, isFull, hasMissed, mayBeFreed } = seatsSchema.parse(row);
      if (hasMissed) throw new Unsettled();
      refuse?.();
      if (seats > 0 && isFull && !mayBeFreed) throw new SlotTaken(left, { isCertain: true });
    },
  };
}

/**
 * Books seats of a session for a member: who missed what is settled first, because strikes are judged by it,
 * and when the session is full, seats that check-in has released or that nobody holds any more are found before
 * anybody is refused. Whoever waits for them gets them first, and keeps them when the booking is refused. `book` is
 * given what refuses at first sight, before anything is taken: of many who want the last seat, most meet that.
 */
export async function withSettledSeats<T>(
  ctx: Context,
  wanted: WantedSeats,
  book: (glance?: Glance) => Promise<T>,
): Promise<T> {
  try {
    return await bookFreed(ctx, wanted, () => book(glanceAt(ctx, wanted)));
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    await markNoShows(ctx, { customerId: wanted.customerId });
    return bookFreed(ctx, wanted, () => book());
  }
}

async function bookFreed<T>(ctx: Context, { sessionId }: WantedSeats, book: () => Promise<T>): Promise<T> {
  try {
    return await book();
  } catch (error) {
    if (!(error instanceof SlotTaken) || error.isCertain) throw error;
    const freed = (await markNoShows(ctx, { sessionId })) + (await sweepExpired(ctx, sessionId));
    if (freed === 0) throw error;
    return book();
  }
}
