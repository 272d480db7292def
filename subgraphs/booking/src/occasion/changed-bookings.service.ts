import { answeredAs, type Question, rowsOf } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { money } from '@freehold/kernel/values/money';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BookingStatus } from '../booking/booking.entity.ts';
import type { BookingChange, ChangedBookings } from './changed-booking.type.ts';

// A booking that takes the place of another one goes on under its name. One statement counts the changes and answers how
// the bookings stand, since giving a seat back waits for every one of them.
const CHANGE = `
  with changed as (
    insert into calendar_entry as entry (tenant_id, booking_id, origin_id, sequence)
    select $1, change.booking_id, coalesce(former.origin_id, change.former_id), coalesce(former.sequence, 0) + 1
      from unnest($2::uuid[], $3::uuid[]) as change (booking_id, former_id)
      left join calendar_entry former on former.tenant_id = $1 and former.booking_id = change.former_id
     order by change.booking_id
    on conflict (tenant_id, booking_id) do update set sequence = entry.sequence + 1
    returning booking_id, origin_id, sequence)
  select changed.booking_id as id, changed.origin_id as origin, changed.sequence, booking.status,
         booking.refund_minor as refund, booking.fee_minor as fee, booking.currency
    from changed
    join booking on booking.tenant_id = $1 and booking.id = changed.booking_id`;

interface ChangedRow {
  readonly id: string;
  readonly origin: string;
  readonly sequence: number;
  readonly status: BookingStatus;
  readonly refund: string;
  readonly fee: string;
  readonly currency: string;
}

/** Counts a change of each of these bookings for calendars, and tells how they stand now. */
export function changedBookings(
  em: EntityManager,
  changes: readonly BookingChange[],
): Question<ChangedBookings> {
  const formers = new Map(
    changes.map(({ bookingId, formerBookingId = bookingId }) => [uuidOf(bookingId), uuidOf(formerBookingId)]),
  );
  const values = [tenantUuidOf(em), [...formers.keys()], [...formers.values()]];
  return answeredAs(
    rowsOf<ChangedRow>(CHANGE, values),
    (rows) =>
      new Map(
        rows.map(({ id, origin, refund, fee, currency, ...stands }) => [
          idOf('bkg', id),
          {
            ...stands,
            originId: idOf('bkg', origin),
            refund: money(BigInt(refund), currency),
            fee: money(BigInt(fee), currency),
          },
        ]),
      ),
  );
}
