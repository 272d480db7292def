import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { ProvisionTenantInput, ProvisionTenantPayload, provisionTenantSchema } from './provisioning.input.ts';
import { provisionTenant } from './provisioning.service.ts';

@Resolver()
export class ProvisioningResolver {
  @Directive('@inaccessible')
  @Mutation(() => ProvisionTenantPayload, {
    name: '_provisionTenant',
    description: 'Makes a tenant, or answers the one that has the slug already. Errors: INVALID.',
  })
  async provisionTenant(
    @Ctx() ctx: Context,
    @Arg('input', () => ProvisionTenantInput) input: ProvisionTenantInput,
  ): Promise<ProvisionTenantPayload> {
    return { tenantId: await provisionTenant(ctx, parseInput(provisionTenantSchema, input)) };
  }
}
