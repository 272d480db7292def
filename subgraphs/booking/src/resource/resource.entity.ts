import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Location } from '../location/location.entity.ts';
import { ResourcePool } from './resource-pool.entity.ts';

/** What can be booked: a person, a room, a piece of equipment or a crew. */
export const RESOURCE_KINDS = {
  PERSON: 'PERSON',
  ROOM: 'ROOM',
  EQUIPMENT: 'EQUIPMENT',
  CREW: 'CREW',
} as const;
/** One of {@link RESOURCE_KINDS}. */
export type ResourceKind = keyof typeof RESOURCE_KINDS;
registerEnumType(RESOURCE_KINDS, { name: 'ResourceKind', description: 'What kind of thing a resource is.' });

/** The id of a resource. */
export type ResourceId = Id<'rsc'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Somebody or something that an offering needs: a person, a room, equipment, a crew.',
})
@TenantTable('resource')
@Index({ properties: ['tenantId', 'pool', 'id'] })
export class Resource extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('rsc') })
  id!: ResourceId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => RESOURCE_KINDS, { description: 'What kind of thing it is.' })
  @Enum({ items: () => Object.values(RESOURCE_KINDS), type: 'string' })
  kind!: ResourceKind;

  @Field(() => Int, {
    description:
      'People that it can take at once, 1 to 10,000. No session has more seats than its rooms and its equipment take; a person or a crew serves as many as the offering says.',
  })
  @Property({ type: 'integer' })
  capacity!: number;

  /** Where it is; null when nobody said so. */
  @ManyToOne(() => Location, {
    joinColumns: ['tenant_id', 'location_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  location!: Ref<Location> | null;

  /** Of which pool it is a member; null when it stands alone. */
  @ManyToOne(() => ResourcePool, {
    joinColumns: ['tenant_id', 'pool_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  pool!: Ref<ResourcePool> | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was archived: it takes no new bookings, and those that it has stand.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  archivedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
