import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Check, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { Order } from './order.entity.ts';

@ObjectType({ description: 'So many tickets of one product, at the price of the day of the order.' })
@TenantTable('ticket_order_line')
@Unique({ properties: ['tenantId', 'order', 'product'] })
@Check({ name: 'ticket_order_line_quantity', expression: 'quantity > 0' })
export class OrderLine extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('oln') })
  id!: Id<'oln'>;

  @ManyToOne(() => Order, { joinColumns: ['tenant_id', 'order_id'], ref: true, updateRule: 'no action' })
  order!: Ref<Order>;

  @ManyToOne(() => TicketProduct, {
    joinColumns: ['tenant_id', 'product_id'],
    ref: true,
    updateRule: 'no action',
  })
  product!: Ref<TicketProduct>;

  @Field(() => Int, { description: 'Tickets, 1 to 100.' })
  @Property({ type: 'integer' })
  quantity!: number;

  @Property({ type: new BigIntType('bigint') })
  unitPriceMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;
}
