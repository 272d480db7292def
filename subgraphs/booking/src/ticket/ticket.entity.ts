import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { Order } from '../order/order.entity.ts';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';

/** Where a ticket stands. */
export const TICKET_STATUSES = { VALID: 'VALID', UNPAID: 'UNPAID', REVOKED: 'REVOKED' } as const;
/** One of {@link TICKET_STATUSES}. */
export type TicketStatus = keyof typeof TICKET_STATUSES;
registerEnumType(TICKET_STATUSES, { name: 'TicketStatus', description: 'Where a ticket stands.' });

/** The id of a ticket. */
export type TicketId = Id<'tkt'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'The right of its holder to come to an event.',
})
@TenantTable('ticket')
@Index({ properties: ['tenantId', 'holderId', 'id'] })
@Index({ properties: ['tenantId', 'order', 'id'] })
@Index({ properties: ['tenantId', 'event', 'id'] })
@Check({ name: 'ticket_version', expression: 'version > 0' })
export class Ticket extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('tkt') })
  id!: TicketId;

  @ManyToOne(() => Event, { joinColumns: ['tenant_id', 'event_id'], ref: true, updateRule: 'no action' })
  event!: Ref<Event>;

  @ManyToOne(() => Order, { joinColumns: ['tenant_id', 'order_id'], ref: true, updateRule: 'no action' })
  order!: Ref<Order>;

  @ManyToOne(() => TicketProduct, {
    joinColumns: ['tenant_id', 'product_id'],
    ref: true,
    updateRule: 'no action',
  })
  product!: Ref<TicketProduct>;

  /** Who placed the order; stays when the ticket is handed on. */
  @Property({ type: new IdType('mbr') })
  buyerId!: MemberId;

  @Property({ type: new IdType('mbr') })
  holderId!: MemberId;

  @Field(() => Int, { description: 'Grows when it is handed on or made out anew; older codes admit nobody.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => Date, { description: 'When its newest version was made out.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  issuedAt!: Date;

  /** Makes it out anew: codes of earlier versions admit nobody. */
  reissue(now: Date): void {
    this.version += 1;
    this.issuedAt = now;
  }
}
