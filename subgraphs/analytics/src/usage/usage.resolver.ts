import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import { Ctx, FieldResolver, Int, Resolver, Root, Subscription } from 'type-graphql';
import { UsageChanged } from '../events.ts';
import { Meter } from '../references/meter.reference.ts';
import { Tenant } from '../references/tenant.reference.ts';
import { Usage } from './usage.entity.ts';
import { forecastOfUsage, listUsage, periodOf, usageOfEvent, usageOfMeter } from './usage.service.ts';

@Resolver(() => Usage)
export class UsageResolver {
  @FieldResolver(() => Meter, { description: 'What is counted.' })
  meter(@Root() usage: Usage): Meter {
    return Meter.of(usage.meterKey);
  }

  @FieldResolver(() => Date, { description: "Since when units add up, in the tenant's time zone." })
  async periodStartsAt(@Root() usage: Usage, @Ctx() ctx: Context): Promise<Date> {
    return (await periodOf(ctx, usage)).startsAt;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When it is 0 again; null for a gauge, which goes up and down and never resets.',
  })
  async resetsAt(@Root() usage: Usage, @Ctx() ctx: Context): Promise<Date | null> {
    return (await periodOf(ctx, usage)).resetsAt;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Units that will be used at the end of the period if it goes on at the pace so far; null for a gauge and on the first day. Errors: PLAN_UPGRADE_REQUIRED.',
  })
  forecast(@Root() usage: Usage, @Ctx() ctx: Context): Promise<number | null> {
    return forecastOfUsage(ctx, usage);
  }

  @Subscription(() => Usage, {
    description: 'What is used of a meter, each time it changes.',
    subscribe: ({ context }: { context: Context }) => context.live(UsageChanged),
  })
  usageChanged(
    @Root() event: DomainEvent<{ meter: string; period: string }>,
    @Ctx() ctx: Context,
  ): Promise<Usage> {
    return usageOfEvent(ctx, event);
  }
}

/** What is used, seen from the meter. */
@Resolver(() => Meter)
export class MeterUsageResolver {
  @FieldResolver(() => Usage, { description: 'What is used of it at present; 0 when nothing was counted.' })
  usage(@Root() meter: Meter, @Ctx() ctx: Context): Promise<Usage> {
    return usageOfMeter(ctx, meter.key);
  }
}

/** What is used, seen from the tenant. */
@Resolver(() => Tenant)
export class TenantUsageResolver {
  @FieldResolver(() => [Usage], { description: 'What is used of each meter at present, by its key.' })
  usage(@Ctx() ctx: Context): Promise<readonly Usage[]> {
    return listUsage(ctx);
  }
}
