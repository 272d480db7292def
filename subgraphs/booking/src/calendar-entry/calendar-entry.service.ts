import { answeredAs, type Question, rowsOf } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BookingStatus } from '../booking/booking.entity.ts';
import type { ChangedEntries, EntryChange } from './calendar-entry.entity.ts';

// A booking that takes the place of another one goes on under its name.
const CHANGE = `
  insert into calendar_entry as entry (tenant_id, booking_id, origin_id, sequence)
  select $1, change.booking_id, coalesce(former.origin_id, change.former_id), coalesce(former.sequence, 0) + 1
    from unnest($2::uuid[], $3::uuid[]) as change (booking_id, former_id)
    left join calendar_entry former on former.tenant_id = $1 and former.booking_id = change.former_id
   order by change.booking_id
  on conflict (tenant_id, booking_id) do update set sequence = entry.sequence + 1
  returning booking_id as id, origin_id as origin, sequence,
            (select booking.status from booking where booking.tenant_id = $1 and booking.id = entry.booking_id) as status`;

interface EntryRow {
  readonly id: string;
  readonly origin: string;
  readonly sequence: number;
  readonly status: BookingStatus;
}

/** Counts a change of each of these bookings, however many there are in one statement. */
export function changeEntries(em: EntityManager, changes: readonly EntryChange[]): Question<ChangedEntries> {
  const formers = new Map(
    changes.map(({ bookingId, formerBookingId = bookingId }) => [uuidOf(bookingId), uuidOf(formerBookingId)]),
  );
  const values = [tenantUuidOf(em), [...formers.keys()], [...formers.values()]];
  return answeredAs(
    rowsOf<EntryRow>(CHANGE, values),
    (rows) =>
      new Map(
        rows.map(({ id, origin, sequence, status }) => [
          idOf('bkg', id),
          { originId: idOf('bkg', origin), sequence, status },
        ]),
      ),
  );
}
