import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Session } from '../session/session.entity.ts';
import { BookingNotConfirmed } from './booking.errors.ts';

/** Where a booking stands. */
export const BOOKING_STATUSES = { CONFIRMED: 'CONFIRMED', CANCELED: 'CANCELED' } as const;
/** One of {@link BOOKING_STATUSES}. */
export type BookingStatus = keyof typeof BOOKING_STATUSES;
registerEnumType(BOOKING_STATUSES, { name: 'BookingStatus', description: 'Where a booking stands.' });

/** The id of a booking. */
export type BookingId = Id<'bkg'>;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A promise that a customer holds seats of a session.' })
@TenantTable('booking')
@Index({ properties: ['tenantId', 'bookedAt', 'id'] })
@Index({ properties: ['tenantId', 'customerId', 'id'] })
@Index({ properties: ['tenantId', 'session', 'id'] })
export class Booking extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('bkg') })
  id!: BookingId;

  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ref: true, updateRule: 'no action' })
  session!: Ref<Session>;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  @Field(() => Int, { description: 'Seats that it holds.' })
  @Property({ type: 'integer' })
  seats!: number;

  @Field(() => BOOKING_STATUSES, { description: 'Where it stands.' })
  @Enum({ items: () => Object.values(BOOKING_STATUSES), type: 'string' })
  status!: BookingStatus;

  @Property({ type: new BigIntType('bigint') })
  priceMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => Date, { description: 'When it was made.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  bookedAt!: Date;

  /** @throws {BookingNotConfirmed} when it was canceled before. */
  cancel(): void {
    if (this.status !== 'CONFIRMED') throw new BookingNotConfirmed(this.status);
    this.status = 'CANCELED';
  }
}
