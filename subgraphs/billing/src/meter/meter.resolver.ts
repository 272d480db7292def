import type { Context } from '@freehold/kernel/subgraph/context';
import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import { Tenant } from '../references/tenant.reference.ts';
import { Meter } from './meter.entity.ts';
import { listMeters } from './meter.service.ts';

/** What is counted, seen from the tenant. */
@Resolver(() => Tenant)
export class MeterResolver {
  @FieldResolver(() => [Meter], {
    description:
      'Everything that the edition counts, with the limits of the tenant. Errors: NOT_FOUND, UNAVAILABLE.',
  })
  meters(@Ctx() ctx: Context): Promise<readonly Meter[]> {
    return listMeters(ctx);
  }
}
