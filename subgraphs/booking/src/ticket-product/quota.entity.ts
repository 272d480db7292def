import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Event } from '../event/event.entity.ts';

/** The id of a quota. */
export type QuotaId = Id<'qta'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'How many tickets there are in all of the products that share it.',
})
@TenantTable('quota')
@Index({ properties: ['tenantId', 'event', 'id'] })
@Check({ name: 'quota_sold', expression: 'sold >= 0 and sold <= size' })
export class Quota extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('qta') })
  id!: QuotaId;

  @ManyToOne(() => Event, { joinColumns: ['tenant_id', 'event_id'], ref: true, updateRule: 'no action' })
  event!: Ref<Event>;

  @Field(() => String, { description: 'Its name for the staff, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Tickets in all, 0 to 1,000,000.' })
  @Property({ type: 'integer' })
  size!: number;

  @Field(() => Int, { description: 'Tickets of orders that were not canceled.' })
  @Property({ type: 'integer' })
  sold!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
