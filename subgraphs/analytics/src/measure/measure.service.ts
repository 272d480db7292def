import { tellPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { because, type Told } from '@freehold/kernel/events/consumer/listener';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BookingsPerDayChanged } from '../events.ts';
import { DailyMeasure, type MeasureName } from './measure.entity.ts';
import { type DayRange, daysOf } from './measure.policy.ts';

// One statement adds to all days, in their order, as whoever else adds to several locks them.
const ADD = `
  insert into daily_measure as measure (tenant_id, name, date, count)
  select $1::uuid, $2, date, count from jsonb_to_recordset($3::jsonb) as day (date date, count int) order by date
  on conflict (tenant_id, name, date) do update set count = measure.count + excluded.count`;
const BOOKINGS: MeasureName = 'bookings';

/** A booking, as far as it is counted. */
interface CountedBooking {
  readonly bookedOn: string;
}

/** Counts bookings on the days on which they were made, or with -1 takes them back from there. */
export async function countBookings(
  em: EntityManager,
  events: readonly DomainEvent<CountedBooking>[],
  amount: 1 | -1,
): Promise<readonly Told[]> {
  const days = Map.groupBy(events, ({ payload }) => payload.bookedOn);
  const counts = [...days].map(([date, bookings]) => ({ date, count: bookings.length * amount }));
  await tellPrepared(em, ADD, [tenantUuidOf(em), BOOKINGS, JSON.stringify(counts)]);
  return [...days].flatMap(([date, bookings]) =>
    bookings.slice(-1).map((last) => because(last, BookingsPerDayChanged, { date })),
  );
}

/** A day of the caller's tenant without a booking. */
function emptyDay(ctx: Context, date: string): DailyMeasure {
  return Object.assign(new DailyMeasure(), { tenantId: ctx.tenant().id, name: BOOKINGS, date, count: 0 });
}

/** The bookings made on each day of a range; 0 for a day without one. */
export async function listBookingsPerDay(ctx: Context, range: DayRange): Promise<readonly DailyMeasure[]> {
  const where = { name: BOOKINGS, date: { $gte: range.from, $lte: range.to } };
  const found = await ctx.read((em) => em.find(DailyMeasure, where));
  const byDate = new Map(found.map((measure) => [measure.date, measure]));
  return daysOf(range).map((date) => byDate.get(date) ?? emptyDay(ctx, date));
}

/** The bookings made on one day. */
export async function bookingsOn(ctx: Context, date: string): Promise<DailyMeasure> {
  const measure = await ctx.read((em) => em.findOne(DailyMeasure, { name: BOOKINGS, date }));
  return measure ?? emptyDay(ctx, date);
}
