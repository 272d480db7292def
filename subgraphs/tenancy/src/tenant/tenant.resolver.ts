import type { Context } from '@freehold/kernel/subgraph/context';
import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { Tenant } from './tenant.entity.ts';
import { HostTenant } from './tenant.input.ts';
import { currentTenant, tenantOfHost } from './tenant.service.ts';

@Resolver(() => Tenant)
export class TenantResolver {
  @Query(() => Tenant, { description: 'The tenant of the host that was asked. Errors: TENANT_REQUIRED.' })
  tenant(@Ctx() ctx: Context): Promise<Tenant> {
    return currentTenant(ctx);
  }

  @Directive('@inaccessible')
  @Query(() => HostTenant, {
    name: '_host',
    nullable: true,
    description: "The tenant behind a host, which is given without its port; null for nobody's.",
  })
  host(@Ctx() ctx: Context, @Arg('host', () => String) host: string): Promise<HostTenant | null> {
    return tenantOfHost(ctx, host);
  }
}
