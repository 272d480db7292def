import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { BookingId } from '../booking/booking.entity.ts';

/**
 * How calendar programs know a booking that has changed since it was made. One that never changed has no row: it is
 * known by its own id, and has changed no time.
 */
@TenantTable('calendar_entry')
export class CalendarEntry extends TenantRow {
  @PrimaryKey({ type: new IdType('bkg') })
  bookingId!: BookingId;

  /** The booking by whose id it is known: the first one of those of which each took the place of another. */
  @Property({ type: new IdType('bkg') })
  originId!: BookingId;

  /** How often it has changed: approved, moved, ended. */
  @Property({ type: 'integer' })
  sequence!: number;
}
