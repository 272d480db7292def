import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { OptionalProps } from '@mikro-orm/core';
import { Check, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EventCanceled, EventEnded } from './event.errors.ts';

/** Whether an event takes place. */
export const EVENT_STATUSES = { SCHEDULED: 'SCHEDULED', CANCELED: 'CANCELED' } as const;
/** One of {@link EVENT_STATUSES}. */
export type EventStatus = keyof typeof EVENT_STATUSES;
registerEnumType(EVENT_STATUSES, { name: 'EventStatus', description: 'Whether an event takes place.' });

/** The id of an event. */
export type EventId = Id<'evn'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Something at a time and place to which tickets are given out.',
})
@TenantTable('event')
@Index({ properties: ['tenantId', 'startsAt', 'id'] })
@Check({ name: 'event_times', expression: 'starts_at < ends_at' })
@Check({
  name: 'event_tickets',
  expression: 'tickets_taken >= 0 and (max_tickets is null or tickets_taken <= max_tickets)',
})
export class Event extends TenantRow {
  declare [OptionalProps]?: 'payWithinMinutes';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('evn') })
  id!: EventId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'What it is, for customers; up to 2,000 characters.' })
  @Property({ type: 'text' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Where it takes place, in words.' })
  @Property({ type: 'text', nullable: true })
  locationName!: string | null;

  @Field(() => String, { description: 'The IANA time zone of the place.' })
  @Property({ type: 'text' })
  timeZone!: string;

  @Field(() => Date, { description: 'When it begins.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends; from then on its tickets admit nobody.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  endsAt!: Date;

  @Field(() => Int, { nullable: true, description: "Tickets in all; none means the plan's limit alone." })
  @Property({ type: 'integer', nullable: true })
  maxTickets!: number | null;

  @Field(() => Int, {
    description: 'How many minutes an order that costs something may stay unpaid before it is canceled.',
  })
  @Property({ type: 'integer', default: 30 })
  payWithinMinutes!: number;

  @Field(() => Int, { description: 'Tickets of orders that were not canceled.' })
  @Property({ type: 'integer' })
  ticketsTaken!: number;

  @Field(() => EVENT_STATUSES, { description: 'Whether it takes place.' })
  @Enum({ items: () => Object.values(EVENT_STATUSES), type: 'string' })
  status!: EventStatus;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  canceledAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  /**
   * @throws {EventCanceled} when it does not take place.
   * @throws {EventEnded} when it is over.
   */
  refuseWhenOver(now: Date): void {
    if (this.status === 'CANCELED') throw new EventCanceled();
    if (now >= this.endsAt) throw new EventEnded(this.endsAt);
  }

  /**
   * @throws {EventCanceled} when it was canceled before.
   * @throws {EventEnded} when it is over.
   */
  cancel(now: Date): void {
    this.refuseWhenOver(now);
    this.status = 'CANCELED';
    this.canceledAt = now;
  }
}
