import type { TenantId } from '@freehold/kernel/caller/caller';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { TENANT_ACCESS, type TenantAccess } from './tenant.entity.ts';

@Directive('@inaccessible')
@ObjectType('_HostTenant', { description: 'What the gateway needs to know of the tenant behind a host.' })
export class HostTenant {
  @Directive('@inaccessible')
  @Field(() => ID)
  tenantId!: TenantId;

  @Field(() => String)
  edition!: string;

  @Field(() => String)
  timeZone!: string;

  @Field(() => String)
  currency!: string;

  @Field(() => TENANT_ACCESS)
  access!: TenantAccess;
}
