import type { TenantId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { Check, Enum, PrimaryKey, Property, Trigger } from '@mikro-orm/decorators/legacy';
import { GraphQLTimeZone } from 'graphql-scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What a tenant may do, from its making to its end. */
export const TENANT_ACCESS = {
  PROVISIONING: 'PROVISIONING',
  FULL: 'FULL',
  READ_ONLY: 'READ_ONLY',
  SUSPENDED: 'SUSPENDED',
  DEACTIVATED: 'DEACTIVATED',
  ERASED: 'ERASED',
} as const;
/** One of {@link TENANT_ACCESS}. */
export type TenantAccess = keyof typeof TENANT_ACCESS;
registerEnumType(TENANT_ACCESS, {
  name: 'TenantAccess',
  description: 'What a tenant may do, from its making to its end.',
});

/**
 * The body of triggers that tell of `tenancy.access-changed` for all of a tenant, with the change and whoever makes it: a
 * use case, or an operator at the database. It runs as they do, so row level security holds for the event as well.
 */
export const TELL_ACCESS_CHANGED =
  'insert into tenancy.outbox (tenant_id, id, name, payload, occurred_at) ' +
  `values (old.tenant_id, gen_random_uuid(), 'tenancy.access-changed', '{"sessionId": null}', now()); return null`;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A company that runs on the platform.' })
@TenantTable('tenant')
@Check({ name: 'tenant_is_its_own', expression: 'tenant_id = id' })
@Trigger({
  name: 'access_changed',
  timing: 'after',
  events: ['update'],
  // As PostgreSQL says it again, so that the two can be compared.
  when: '(old.access IS DISTINCT FROM new.access)',
  body: TELL_ACCESS_CHANGED,
})
export class Tenant extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('tnt') })
  id!: TenantId;

  @Field(() => String, { description: 'The first label of its host, 3 to 40 characters.' })
  @Property({ type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'The edition that it runs on, such as `fitness`.' })
  @Property({ type: 'text' })
  edition!: string;

  @Field(() => GraphQLTimeZone, { description: 'Where its days begin and end; an IANA name.' })
  @Property({ type: 'text' })
  timeZone!: string;

  @Field(() => String, { description: 'The language of its pages, a BCP 47 tag.' })
  @Property({ type: 'text' })
  locale!: string;

  @Field(() => String, { description: 'The currency of its prices, an ISO 4217 code.' })
  @Property({ type: 'text' })
  currency!: string;

  @Field(() => TENANT_ACCESS, { description: 'What it may do at present.' })
  @Enum({ items: () => Object.values(TENANT_ACCESS), type: 'string' })
  access!: TenantAccess;

  @Field(() => Date, { description: 'When it was made.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
