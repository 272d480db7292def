import type { Context } from '@freehold/kernel/subgraph/context';
import { Arg, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import { Plan } from '../plan/plan.entity.ts';
import { Tenant } from '../references/tenant.reference.ts';
import { ChangePlanInput, ChangePlanPayload } from './subscription.input.ts';
import { changePlan, currentPlan } from './subscription.service.ts';

/** What a tenant has subscribed to, seen from the tenant. */
@Resolver(() => Tenant)
export class SubscriptionResolver {
  @FieldResolver(() => Plan, {
    description: 'The plan in the version that the tenant is pinned to. Errors: NOT_FOUND, UNAVAILABLE.',
  })
  plan(@Ctx() ctx: Context): Promise<Plan> {
    return currentPlan(ctx);
  }

  @Mutation(() => ChangePlanPayload, {
    description:
      "Changes to the newest version of another plan of the tenant's edition, at once. Errors: NOT_FOUND, PLAN_ON_REQUEST, INVALID, IDEMPOTENCY_CONFLICT, UNAVAILABLE.",
  })
  async changePlan(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangePlanInput) { plan, idempotencyKey }: ChangePlanInput,
  ): Promise<ChangePlanPayload> {
    await changePlan(ctx, plan, idempotencyKey);
    return { tenant: Tenant.of(ctx.tenant().id) };
  }
}
