import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { OrderNotPending, OrderWasCanceled } from './order.errors.ts';

/** Where an order stands. */
export const ORDER_STATUSES = { PENDING: 'PENDING', PAID: 'PAID', CANCELED: 'CANCELED' } as const;
/** One of {@link ORDER_STATUSES}. */
export type OrderStatus = keyof typeof ORDER_STATUSES;
registerEnumType(ORDER_STATUSES, {
  name: 'OrderStatus',
  description: 'Where an order stands; one that costs nothing is paid at once.',
});

/** The id of an order. */
export type OrderId = Id<'ord'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Tickets to one event that a customer asked for together.',
})
@TenantTable('ticket_order')
@Index({ properties: ['tenantId', 'customerId', 'id'] })
@Index({ properties: ['tenantId', 'event', 'id'] })
export class Order extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('ord') })
  id!: OrderId;

  @ManyToOne(() => Event, { joinColumns: ['tenant_id', 'event_id'], ref: true, updateRule: 'no action' })
  event!: Ref<Event>;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  @Field(() => ORDER_STATUSES, { description: 'Where it stands.' })
  @Enum({ items: () => Object.values(ORDER_STATUSES), type: 'string' })
  status!: OrderStatus;

  @Property({ type: new BigIntType('bigint') })
  totalMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => Date, { description: 'When it was placed.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  placedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it is canceled unless it is paid; null for one that costs nothing.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  payBefore!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was paid.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  paidAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was canceled.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  canceledAt!: Date | null;

  /** @throws {OrderNotPending} when it was paid or canceled before. */
  pay(now: Date): void {
    if (this.status !== 'PENDING') throw new OrderNotPending(this.status);
    this.status = 'PAID';
    this.paidAt = now;
  }

  /** Whether it has stayed unpaid for too long. */
  isOverdue(now: Date): boolean {
    return this.status === 'PENDING' && this.payBefore !== null && now >= this.payBefore;
  }

  /** @throws {OrderWasCanceled} when it was canceled before. */
  cancel(now: Date): void {
    if (this.status === 'CANCELED') throw new OrderWasCanceled();
    this.status = 'CANCELED';
    this.canceledAt = now;
  }
}
