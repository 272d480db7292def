import type { TenantId } from '@freehold/kernel/caller/caller';
import type { Context } from '@freehold/kernel/subgraph/context';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The tenant as this subgraph knows it: its id, to hang fields on. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A company that runs on the platform.',
})
export class Tenant {
  @Field(() => ID)
  id!: TenantId;

  static of(id: TenantId): Tenant {
    return Object.assign(new Tenant(), { id });
  }
}

/** The caller's own tenant; any other does not exist. */
export function findTenant(key: Readonly<Record<string, unknown>>, ctx: Context): Tenant | null {
  const tenant = ctx.caller.tenant;
  return tenant && key.id === tenant.id ? Tenant.of(tenant.id) : null;
}
