import { bareTenant } from '@freehold/kernel/caller/caller';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { EntitlementsChanged } from '../events.ts';
import { Tenant } from '../references/tenant.reference.ts';
import { Entitlement, EntitlementsChange, TenantEntitlements } from './entitlement.entity.ts';
import { entitlementsOfSchema } from './entitlement.input.ts';
import { listEntitlements, passportEntitlements } from './entitlement.service.ts';

/** What a tenant may use, seen from the tenant. */
@Resolver(() => Tenant)
export class EntitlementResolver {
  @FieldResolver(() => [Entitlement], {
    description: 'Every feature of the edition, granted or not. Errors: NOT_FOUND, UNAVAILABLE.',
  })
  entitlements(@Ctx() ctx: Context): Promise<readonly Entitlement[]> {
    return listEntitlements(ctx);
  }
}

/** What the gateway asks to issue passports. */
@Resolver()
export class PassportEntitlementsResolver {
  @Directive('@inaccessible')
  @Query(() => TenantEntitlements, {
    name: '_entitlements',
    nullable: true,
    description:
      'What a tenant may use; null for a tenant without a subscription. Errors: INVALID, UNAVAILABLE.',
  })
  entitlements(
    @Ctx() ctx: Context,
    @Arg('tenantId', () => ID) tenantId: string,
  ): Promise<TenantEntitlements | null> {
    const { tenantId: id } = parseInput(entitlementsOfSchema, { tenantId });
    return passportEntitlements(ctx.asTenant(bareTenant(id)));
  }

  @Directive('@inaccessible')
  @Subscription(() => EntitlementsChange, {
    name: '_entitlementsChanged',
    description: 'Each tenant, when what it may use has changed.',
    subscribe: ({ context }: { context: Context }) => context.live(EntitlementsChanged),
  })
  entitlementsChanged(@Root() { tenantId }: DomainEvent): EntitlementsChange {
    return { tenantId };
  }
}
