import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Args, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { BookingsPerDayChanged } from '../events.ts';
import { Tenant } from '../references/tenant.reference.ts';
import { DailyMeasure } from './measure.entity.ts';
import { DayRangeArgs, dayRangeSchema } from './measure.input.ts';
import { bookingsOn, listBookingsPerDay } from './measure.service.ts';

/** What happened by the day, seen from the tenant. */
@Resolver(() => Tenant)
export class MeasureResolver {
  @FieldResolver(() => [DailyMeasure], {
    description:
      'Bookings made on each day from a day to another, both included, at most 366. Errors: INVALID, PLAN_UPGRADE_REQUIRED.',
  })
  bookingsPerDay(
    @Ctx() ctx: Context,
    @Args(() => DayRangeArgs) range: DayRangeArgs,
  ): Promise<readonly DailyMeasure[]> {
    return listBookingsPerDay(ctx, parseInput(dayRangeSchema, range));
  }

  @Subscription(() => DailyMeasure, {
    description: 'The bookings made on a day, each time they change. Errors: PLAN_UPGRADE_REQUIRED.',
    subscribe: ({ context }: { context: Context }) => context.live(BookingsPerDayChanged),
  })
  bookingsPerDayChanged(
    @Root() { payload }: DomainEvent<{ date: string }>,
    @Ctx() ctx: Context,
  ): Promise<DailyMeasure> {
    return bookingsOn(ctx, payload.date);
  }
}
