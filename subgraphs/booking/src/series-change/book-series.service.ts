import type { MemberId } from '@freehold/kernel/caller/caller';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { isId } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { customerFor } from '../customer/customer.service.ts';
import { SeriesBooked } from '../events.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import { attemptEach, type SeriesMode } from '../series/attempt.service.ts';
import { Occurrence, type OccurrenceId } from '../series/occurrence.entity.ts';
import { Series, type SeriesId } from '../series/series.entity.ts';
import { outcomeOnce, type SeriesOutcome } from '../series/series-outcome.service.ts';
import { holdSessions } from '../session/session.service.ts';
import { bookWithin } from '../session-booking/session-booking.service.ts';

/** Occurrences of a series that a member wants seats of. */
export interface SeriesRequest {
  readonly seriesId: SeriesId;
  /** Without it, all that are to come. */
  readonly occurrenceIds?: readonly OccurrenceId[] | null | undefined;
  readonly seats: number;
  /** For whom staff books; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
  readonly mode: SeriesMode;
}

/**
 * Books occurrences of a series for the member who asks, or for a customer of staff, each under the rules of a single
 * booking; `done` has the bookings.
 * @throws {Forbidden} when somebody else than staff books for another.
 * @throws {NotFound} when the tenant has no such series or customer, or the series no such occurrence.
 * @throws {OccurrencesRefused} when some cannot be booked and all or nothing is wanted, or none can.
 * @throws {LimitExceeded} at the plan's limit when all or nothing is wanted.
 */
export async function bookSeries(ctx: Context, input: SeriesRequest, key: string): Promise<SeriesOutcome> {
  const customerId = await customerFor(ctx, input.customerId);
  await markNoShows(ctx, { customerId });
  return outcomeOnce(ctx, { operation: 'bookSeries', key, input }, async (transaction) => {
    const wanted = await wantedOf(ctx, transaction.em, input);
    // All of them before the first booking, which holds the member: sessions before members, as everywhere.
    await holdSessions(
      transaction.em,
      wanted.map(({ sessionId }) => sessionId),
    );
    const { done, failures } = await attemptEach(ctx, transaction, {
      mode: input.mode,
      items: wanted,
      labelOf: ({ startsLocal }) => startsLocal,
      work: async (inner, { sessionId }) => {
        const booking = await bookWithin(ctx, inner, { sessionId, customerId, seats: input.seats });
        return booking.id;
      },
    });
    transaction.publish(SeriesBooked, { seriesId: input.seriesId, customerId, bookingIds: [...done] });
    return { seriesId: input.seriesId, done: [...done], failures: [...failures] };
  });
}

/** In the order of their sessions' ids, as everybody holds sessions, so that no two wait for each other. */
async function wantedOf(ctx: Context, em: EntityManager, { seriesId, occurrenceIds }: SeriesRequest) {
  if (!(await em.findOne(Series, { id: seriesId }))) throw new NotFound('series');
  const ids = occurrenceIds ? [...new Set(occurrenceIds)] : null;
  const which = ids ? { id: { $in: ids } } : { session: { startsAt: { $gt: ctx.now() }, canceledAt: null } };
  const found = await em.find(Occurrence, { series: { id: seriesId }, ...which });
  if (ids ? found.length < ids.length : found.length === 0) throw new NotFound('occurrence');
  return found
    .map(({ startsLocal, session }) => ({ startsLocal, sessionId: session.id }))
    .sort((left, right) => (left.sessionId < right.sessionId ? -1 : 1));
}

/** The bookings of an outcome, in its order. */
export function bookingsOf(ctx: Context, { done }: SeriesOutcome): Promise<Booking[]> {
  return Promise.all(done.filter((id) => isId('bkg', id)).map((id) => ctx.load(bookingById, id)));
}
