import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Event } from '../event/event.entity.ts';

/** The id of a ticket product. */
export type TicketProductId = Id<'tpr'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A kind of ticket to an event, with its price.',
})
@TenantTable('ticket_product')
@Index({ properties: ['tenantId', 'event', 'id'] })
@Check({
  name: 'ticket_product_per_order',
  expression: 'min_per_order >= 1 and min_per_order <= max_per_order',
})
export class TicketProduct extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('tpr') })
  id!: TicketProductId;

  @ManyToOne(() => Event, { joinColumns: ['tenant_id', 'event_id'], ref: true, updateRule: 'no action' })
  event!: Ref<Event>;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: new BigIntType('bigint') })
  priceMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => Int, { description: 'Fewest tickets of it in an order that has any, 1 to 100.' })
  @Property({ type: 'integer' })
  minPerOrder!: number;

  @Field(() => Int, { description: 'Most tickets of it in an order, 1 to 100.' })
  @Property({ type: 'integer' })
  maxPerOrder!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
