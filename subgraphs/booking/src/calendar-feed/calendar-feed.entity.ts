import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';

/** Whose calendar a feed shows. */
export const FEED_SCOPES = { CUSTOMER: 'CUSTOMER', RESOURCE: 'RESOURCE', TENANT: 'TENANT' } as const;
/** One of {@link FEED_SCOPES}. */
export type FeedScope = keyof typeof FEED_SCOPES;
registerEnumType(FEED_SCOPES, {
  name: 'CalendarFeedScope',
  description:
    'Whose calendar a feed shows: the bookings of the member who made it, the sessions of a resource, or all sessions.',
});

/** The id of a calendar feed. */
export type CalendarFeedId = Id<'cfd'>;

@ObjectType({ description: 'An address at which calendar programs read a calendar, until it is revoked.' })
@TenantTable('calendar_feed')
@Unique({ properties: ['tenantId', 'secretHash'] })
@Index({ properties: ['tenantId', 'createdBy', 'id'] })
export class CalendarFeed extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('cfd') })
  id!: CalendarFeedId;

  @Field(() => FEED_SCOPES, { description: 'Whose calendar it shows.' })
  @Enum({ items: () => Object.values(FEED_SCOPES), type: 'string' })
  scope!: FeedScope;

  /** SHA-256 of the secret in its address; the secret itself is known to nobody but the holder. */
  @Property({ type: 'text' })
  secretHash!: string;

  /** The resource whose sessions it shows; null for other scopes. */
  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  resource!: Ref<Resource> | null;

  @Property({ type: new IdType('mbr') })
  createdBy!: MemberId;

  @Field(() => Date, { description: 'When it was made.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Since when it shows nothing any more.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
