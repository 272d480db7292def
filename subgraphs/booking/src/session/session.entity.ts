import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { OptionalProps, type PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { Resource } from '../resource/resource.entity.ts';
import { SeatsTaken, SessionCanceled, SessionStarted } from './session.errors.ts';

/** The id of a session. */
export type SessionId = Id<'ssn'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'One dated occurrence of an offering, with seats.',
})
@TenantTable('session')
@Index({ properties: ['tenantId', 'startsAt', 'id'] })
@Check({ name: 'session_seats', expression: 'seats_taken >= 0 and seats_taken <= capacity' })
export class Session extends TenantRow {
  declare [PrimaryKeyProp]?: ['tenantId', 'id'];
  declare [OptionalProps]?: 'seatsLeft' | 'minutes' | 'isOnDemand' | 'movedAt';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('ssn') })
  id!: SessionId;

  @ManyToOne(() => Offering, {
    joinColumns: ['tenant_id', 'offering_id'],
    ref: true,
    updateRule: 'no action',
  })
  offering!: Ref<Offering>;

  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    updateRule: 'no action',
  })
  resource!: Ref<Resource>;

  @Field(() => Date, { description: 'When it begins.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends; the instant itself is free again.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  endsAt!: Date;

  @Field(() => Int, { description: 'Seats in all.' })
  @Property({ type: 'integer' })
  capacity!: number;

  /** Seats that are booked or held, those of holds that have expired and are not swept yet included. */
  @Property({ type: 'integer' })
  seatsTaken!: number;

  @Field(() => Boolean, {
    description: 'Whether a booking of its own made it, so that nobody else can join it.',
  })
  @Property({ type: 'boolean', default: false })
  isOnDemand!: boolean;

  /** When it was put on the schedule; the month in which the plan counts it. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  scheduledAt!: Date;

  /** When it was moved to its time; null when it was scheduled then. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  movedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was called off; null while it stands.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  canceledAt!: Date | null;

  /** Seats that are free. */
  get seatsLeft(): number {
    return this.capacity - this.seatsTaken;
  }

  /** How long it takes, as it was scheduled. */
  get minutes(): number {
    return (this.endsAt.getTime() - this.startsAt.getTime()) / 60_000;
  }

  /** @throws {SessionStarted} when it has begun. */
  refuseWhenStarted(now: Date): void {
    if (now >= this.startsAt) throw new SessionStarted(this.startsAt);
  }

  /** @throws {SessionCanceled} when it was called off. */
  refuseWhenCanceled(): void {
    if (this.canceledAt) throw new SessionCanceled();
  }

  /** @throws {SeatsTaken} when more seats are taken than so many. */
  refuseWhenFuller(capacity: number): void {
    if (this.seatsTaken > capacity) throw new SeatsTaken(this.seatsTaken);
  }

  /**
   * Calls it off.
   * @throws {SessionCanceled} when it was called off before.
   */
  cancel(now: Date): void {
    this.refuseWhenCanceled();
    this.canceledAt = now;
  }
}
