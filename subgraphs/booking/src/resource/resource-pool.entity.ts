import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The id of a pool of resources. */
export type ResourcePoolId = Id<'rpl'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Resources of which one is as good as another: any free member serves.',
})
@TenantTable('resource_pool')
export class ResourcePool extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('rpl') })
  id!: ResourcePoolId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
