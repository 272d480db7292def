import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The id of a location. */
export type LocationId = Id<'loc'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A place where a tenant works, with clocks of its own.',
})
@TenantTable('location')
export class Location extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('loc') })
  id!: LocationId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'What its clocks show: an IANA name, such as Europe/Oslo.' })
  @Property({ type: 'text' })
  timeZone!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was archived: nothing new can be at it.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  archivedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
