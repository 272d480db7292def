import type { MemberId } from '@freehold/kernel/caller/caller';
import { type PageArgs, scopeOf, seal, sizeOf, unseal } from '@freehold/kernel/database/page';
import type { PreparedPage } from '@freehold/kernel/database/prepared/prepared-page';
import { Invalid } from '@freehold/kernel/errors/refusals';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { registerEnumType } from 'type-graphql';
import { z } from 'zod';
import type { BookingId } from './booking.entity.ts';

/** What of a customer's bookings is asked, by when their sessions are. */
export const BOOKING_TIMES = { UPCOMING: 'UPCOMING', PAST: 'PAST' } as const;
/** One of {@link BOOKING_TIMES}. */
export type BookingTime = keyof typeof BOOKING_TIMES;
registerEnumType(BOOKING_TIMES, {
  name: 'BookingTime',
  description:
    'Bookings by when their sessions are: UPCOMING of those that have not ended, the next first; PAST of those that have, the last first.',
});

/** Whose bookings, and which of them. */
interface AgendaFacts {
  readonly customerId: MemberId;
  readonly time: BookingTime;
  readonly now: Date;
}

/** An instant as PostgreSQL writes it, and a uuid: where a booking stands. */
const placeSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/), z.guid()]);
type Place = z.infer<typeof placeSchema>;

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws {Invalid} for what was never a place of a booking. */
function placeOf(cursor: string | undefined): readonly string[] {
  if (cursor === undefined) return [];
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new Invalid('The cursor cannot be read.');
  }
}

interface Shape {
  readonly time: BookingTime;
  readonly isBackward: boolean;
  readonly limit: number;
  readonly isAfter: boolean;
  readonly isBefore: boolean;
}

// As in other lists, a row of its own for each reference keeps the planner at the primary key of sessions.
// A customer's bookings are few enough to be looked at by their index, and where a session is has one place only: a
// copy of its start with each booking would have to move with every change of a series.
function statementOf({ time, isBackward, limit, isAfter, isBefore }: Shape): string {
  const isRising = time === 'UPCOMING';
  const [later, earlier] = isRising ? ['>', '<'] : ['<', '>'];
  const flow = isRising === isBackward ? 'desc' : 'asc';
  const beyond = (is: string, first: number) =>
    ` and (session.starts_at, booking.id) ${is} ($${first}::timestamptz, $${first + 1}::uuid)`;
  return `select booking.id, session.starts_at at time zone 'UTC' || '+00'
    from booking join lateral (select starts_at, ends_at from session
                                where tenant_id = $1 and id = booking.session_id limit 1) session on true
   where booking.tenant_id = $1 and booking.customer_id = $2 and session.ends_at ${isRising ? '>' : '<='} $3::timestamptz
         ${isAfter ? beyond(later, 4) : ''}${isBefore ? beyond(earlier, isAfter ? 6 : 4) : ''}
   order by session.starts_at ${flow}, booking.id ${flow} limit ${limit}`;
}

/** The ids of a customer's bookings by when their sessions are, a page at a time, with one prepared statement. */
export function agendaPage({ customerId, time, now }: AgendaFacts): PreparedPage<BookingId> {
  return async (reading, { tenantId, name }, args: PageArgs) => {
    const scope = scopeOf(tenantId, name);
    const size = sizeOf(args);
    const [isBackward, limit] = 'last' in size ? [true, size.last] : [false, size.first];
    const [after, before] = [placeOf(unseal(scope, args.after)), placeOf(unseal(scope, args.before))];
    const [isAfter, isBefore] = [after.length > 0, before.length > 0];
    const sql = statementOf({ time, isBackward, limit: limit + 1, isAfter, isBefore });
    const bound = [uuidOf(tenantId), uuidOf(customerId), now.toISOString(), ...after, ...before];
    const places = z.array(placeSchema).parse((await reading.ask(sql, bound)).map(([id, at]) => [at, id]));
    const hasMore = places.length > limit;
    const kept = hasMore ? places.slice(0, limit) : places;
    const shown = isBackward ? kept.toReversed() : kept;
    return {
      edges: shown.map((place) => ({ node: idOf('bkg', place[1]), cursor: seal(scope, cursorOf(place)) })),
      hasNextPage: isBackward ? isBefore : hasMore,
      hasPreviousPage: isBackward ? hasMore : isAfter,
    };
  };
}
