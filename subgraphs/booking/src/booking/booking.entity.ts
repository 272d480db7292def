import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, OptionalProps, type Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { PolicyId } from '../policy/policy.entity.ts';
import type { Attendance } from '../policy/policy.policy.ts';
import { Session } from '../session/session.entity.ts';
import { BookingNotConfirmed, BookingNotPending } from './booking.errors.ts';

/** Where a booking stands. */
export const BOOKING_STATUSES = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  CHECKED_IN: 'CHECKED_IN',
  COMPLETED: 'COMPLETED',
  DECLINED: 'DECLINED',
  CANCELED: 'CANCELED',
  LATE_CANCELED: 'LATE_CANCELED',
  NO_SHOW: 'NO_SHOW',
  RESCHEDULED: 'RESCHEDULED',
} as const;
/** One of {@link BOOKING_STATUSES}. */
export type BookingStatus = keyof typeof BOOKING_STATUSES;
registerEnumType(BOOKING_STATUSES, {
  name: 'BookingStatus',
  description: 'Where a booking stands.',
  valuesConfig: {
    DECLINED: { description: 'Turned down by staff, or by nobody having decided when its session began.' },
  },
});

/** Those whose seats nobody else can have. */
export const OCCUPYING = [
  'PENDING',
  'CONFIRMED',
  'CHECKED_IN',
  'COMPLETED',
] as const satisfies readonly BookingStatus[];

/** Those that can still be given back or moved. */
export const OPEN = ['PENDING', 'CONFIRMED'] as const satisfies readonly BookingStatus[];

/** How a booking ends that is given back, and what becomes of its price. */
export interface BookingEnd {
  readonly status: 'DECLINED' | 'CANCELED' | 'LATE_CANCELED';
  readonly refundMinor: bigint;
  readonly feeMinor: bigint;
  /** Whether the credits that it took return to their pass. */
  readonly isCreditBack: boolean;
}

/** From when to when the session of a booking was moved. */
export interface SessionStart {
  readonly from: Date;
  readonly to: Date;
  readonly isByZone: boolean;
}

/** How a booking ends at no cost. */
export function atNoCost({ priceMinor }: Pick<Booking, 'priceMinor'>): BookingEnd {
  return { status: 'CANCELED', refundMinor: priceMinor, feeMinor: 0n, isCreditBack: true };
}

/** The id of a booking. */
export type BookingId = Id<'bkg'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A promise that a customer holds seats of a session.',
})
@TenantTable('booking')
@Index({ properties: ['tenantId', 'bookedAt', 'id'] })
@Index({ properties: ['tenantId', 'customerId', 'id'] })
@Index({ properties: ['tenantId', 'session', 'id'] })
export class Booking extends TenantRow {
  declare [OptionalProps]?: 'feeMinor' | 'refundMinor' | 'creditsTaken';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('bkg') })
  id!: BookingId;

  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ref: true, updateRule: 'no action' })
  session!: Ref<Session>;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  /** Who made it for the customer; null when that was the customer, or nobody was asked. */
  @Property({ type: new IdType('mbr'), nullable: true })
  bookedBy!: MemberId | null;

  @Field(() => Int, { description: 'Seats that it holds.' })
  @Property({ type: 'integer' })
  seats!: number;

  @Field(() => BOOKING_STATUSES, { description: 'Where it stands.' })
  @Enum({ items: () => Object.values(BOOKING_STATUSES), type: 'string' })
  status!: BookingStatus;

  @Property({ type: new BigIntType('bigint') })
  priceMinor!: bigint;

  /** What giving it back, or missing it, costs beside the part of the price that is not refunded. */
  @Property({ type: new BigIntType('bigint'), default: 0 })
  feeMinor!: bigint;

  /** What is refunded of the price. */
  @Property({ type: new BigIntType('bigint'), default: 0 })
  refundMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => Int, {
    description: 'Credits that it took of passes; the one that it was moved from shows as many.',
  })
  @Property({ type: 'integer', default: 0 })
  creditsTaken!: number;

  /** The rules that were agreed; null for those that are built in. */
  @Property({ type: new IdType('pol'), nullable: true })
  policyId!: PolicyId | null;

  @Field(() => Date, { description: 'When it was made; one that was moved keeps the time.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  bookedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was promised: when it was made, or when staff approved it. None while it waits.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  confirmedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was given back or declined.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  canceledAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When its holder came.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  checkedInAt!: Date | null;

  /** The booking that took its place. */
  @Property({ type: new IdType('bkg'), nullable: true })
  rescheduledTo!: BookingId | null;

  @Field(() => Date, {
    nullable: true,
    description:
      "When it was to begin as agreed, since a change of its zone's rules moved it; null when none did, or its time was chosen anew.",
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  movedFrom!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why staff set a rule aside for it.' })
  @Property({ type: 'text', nullable: true })
  overrideReason!: string | null;

  /** Its session, which is loaded, and since when its holder has a seat then: what attendance is judged by. */
  attendance(): Attendance {
    const { startsAt, endsAt, movedAt } = this.session.getEntity();
    const { confirmedAt } = this;
    return {
      startsAt,
      endsAt,
      since: movedAt && confirmedAt && movedAt > confirmedAt ? movedAt : confirmedAt,
    };
  }

  /** @throws {BookingNotPending} when nobody has to decide on it. */
  approve(now: Date): void {
    if (this.status !== 'PENDING') throw new BookingNotPending(this.status);
    this.status = 'CONFIRMED';
    this.confirmedAt = now;
  }

  /**
   * Turns the request down; the whole price is refunded.
   * @throws {BookingNotPending} when nobody has to decide on it.
   */
  decline(now: Date): void {
    if (this.status !== 'PENDING') throw new BookingNotPending(this.status);
    this.endAs({ ...atNoCost(this), status: 'DECLINED' }, now);
  }

  /**
   * Gives it back.
   * @throws {BookingNotConfirmed} when it does not stand any more, or its holder came.
   */
  cancel(end: BookingEnd, now: Date): void {
    this.refuseWhenSettled();
    this.endAs(end, now);
  }

  /**
   * Lets another booking take its place.
   * @throws {BookingNotConfirmed} when it does not stand any more, or its holder came.
   */
  moveTo(id: BookingId): void {
    this.refuseWhenSettled();
    this.status = 'RESCHEDULED';
    this.rescheduledTo = id;
  }

  /** Its session begins at another time, which somebody chose unless the rules of its zone did. */
  follow({ from, to, isByZone }: SessionStart): void {
    if (from.getTime() === to.getTime()) return;
    const agreed = isByZone ? (this.movedFrom ?? from) : null;
    this.movedFrom = agreed?.getTime() === to.getTime() ? null : agreed;
  }

  /** @throws {BookingNotConfirmed} unless it is confirmed. */
  checkIn(now: Date): void {
    this.refuseUnless('CONFIRMED');
    this.status = 'CHECKED_IN';
    this.checkedInAt = now;
  }

  /** @throws {BookingNotConfirmed} unless its holder came. */
  complete(): void {
    this.refuseUnless('CHECKED_IN');
    this.status = 'COMPLETED';
  }

  /** Its holder did not come. @throws {BookingNotConfirmed} unless it is confirmed. */
  miss(feeMinor: bigint): void {
    this.refuseUnless('CONFIRMED');
    this.status = 'NO_SHOW';
    this.feeMinor = feeMinor;
  }

  private refuseWhenSettled(): void {
    if (this.status !== 'PENDING' && this.status !== 'CONFIRMED') throw new BookingNotConfirmed(this.status);
  }

  private refuseUnless(status: BookingStatus): void {
    if (this.status !== status) throw new BookingNotConfirmed(this.status);
  }

  private endAs({ status, refundMinor, feeMinor }: BookingEnd, now: Date): void {
    this.status = status;
    this.refundMinor = refundMinor;
    this.feeMinor = feeMinor;
    this.canceledAt = now;
  }
}
