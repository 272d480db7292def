import type { IdentityId, MemberId } from '@freehold/kernel/caller/caller';
import { ROLES, type Role } from '@freehold/kernel/caller/role';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { PrimaryKey, Property, Trigger, Unique } from '@mikro-orm/decorators/legacy';
import { GraphQLEmailAddress } from 'graphql-scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { TELL_ACCESS_CHANGED } from '../tenant/tenant.entity.ts';

/** The roles as GraphQL shows them. */
export const ROLE_NAMES = Object.fromEntries(ROLES.map((role) => [role, role]));
registerEnumType(ROLE_NAMES, {
  name: 'Role',
  description: 'What somebody is in a tenant, or on the platform.',
});

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person who belongs to a tenant, as staff or as a customer.' })
@TenantTable('member')
@Unique({ properties: ['tenantId', 'identityId'] })
@Trigger({
  name: 'roles_changed',
  timing: 'after',
  events: ['update'],
  when: '(old.roles IS DISTINCT FROM new.roles)',
  body: TELL_ACCESS_CHANGED,
})
@Trigger({ name: 'left', timing: 'after', events: ['delete'], body: TELL_ACCESS_CHANGED })
export class Member extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('mbr') })
  id!: MemberId;

  @Property({ type: new IdType('idn') })
  identityId!: IdentityId;

  @Field(() => String, { description: 'The name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => GraphQLEmailAddress, { description: 'The address with which they sign in, in lower case.' })
  @Property({ type: 'text' })
  email!: string;

  @Field(() => [ROLE_NAMES], { description: 'What they are here; at least one.' })
  @Property({ type: 'array', columnType: 'text[]' })
  roles!: Role[];

  @Field(() => Date, { description: 'Since when they belong to the tenant.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  joinedAt!: Date;
}
