import type { Context } from '@freehold/kernel/subgraph/context';
import { Ctx, Query, Resolver } from 'type-graphql';
import { Plan } from './plan.entity.ts';
import { listPlans } from './plan.service.ts';

@Resolver(() => Plan)
export class PlanResolver {
  @Query(() => [Plan], {
    description:
      "What the tenant's edition sells, in its newest version, smallest plan first. Errors: TENANT_REQUIRED, UNAVAILABLE.",
  })
  plans(@Ctx() ctx: Context): readonly Plan[] {
    return listPlans(ctx);
  }
}
