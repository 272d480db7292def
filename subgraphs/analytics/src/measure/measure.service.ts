import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import { writeEvent } from '@freehold/kernel/events/outbox';
import type { Context } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BookingsPerDayChanged } from '../events.ts';
import { DailyMeasure, type MeasureName } from './measure.entity.ts';
import { type DayRange, daysOf } from './measure.policy.ts';

const ADD = `
  insert into daily_measure as measure (tenant_id, name, date, count) values (?::uuid, ?, ?::date, ?::int)
  on conflict (tenant_id, name, date) do update set count = measure.count + excluded.count`;
const BOOKINGS: MeasureName = 'bookings';

/** A booking, as far as it is counted. */
interface CountedBooking {
  readonly bookedOn: string;
}

/** Counts a booking on the day on which it was made, or with -1 takes it back from there. */
export async function countBooking(
  em: EntityManager,
  { tenantId, occurredAt, payload }: DomainEvent<CountedBooking>,
  amount: 1 | -1,
): Promise<void> {
  await em.execute(ADD, [uuidOf(tenantId), BOOKINGS, payload.bookedOn, amount]);
  writeEvent(em, tenantId, occurredAt, BookingsPerDayChanged, { date: payload.bookedOn });
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
