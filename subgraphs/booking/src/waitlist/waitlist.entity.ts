import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BookingId } from '../booking/booking.entity.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import { Session } from '../session/session.entity.ts';
import { NothingOffered, NotWaiting, OfferExpired } from './waitlist.errors.ts';

/** Where somebody stands who waits for seats. */
export const WAITLIST_STATUSES = {
  WAITING: 'WAITING',
  OFFERED: 'OFFERED',
  PROMOTED: 'PROMOTED',
  DECLINED: 'DECLINED',
  EXPIRED: 'EXPIRED',
  LEFT: 'LEFT',
  CLOSED: 'CLOSED',
} as const;
/** One of {@link WAITLIST_STATUSES}. */
export type WaitlistStatus = keyof typeof WAITLIST_STATUSES;
registerEnumType(WAITLIST_STATUSES, {
  name: 'WaitlistStatus',
  description: 'Where somebody stands who waits for seats.',
  valuesConfig: {
    OFFERED: { description: 'Seats are kept until the offer expires.' },
    PROMOTED: { description: 'There is a booking.' },
    LEFT: { description: 'By their own wish, or because they booked the session another way.' },
    CLOSED: {
      description: 'The session was called off, has begun, or has fewer seats in all now than were wanted.',
    },
  },
});

/** Those who can still get seats. */
export const LIVE = ['WAITING', 'OFFERED'] as const satisfies readonly WaitlistStatus[];

/** The id of an entry. */
export type WaitlistEntryId = Id<'wle'>;

/** Seats that are kept for somebody who waits. */
export interface Offer {
  readonly holdId: HoldId;
  readonly expiresAt: Date;
}

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Somebody who waits for seats of a session that is full.',
})
@TenantTable('waitlist_entry')
@Index({ properties: ['tenantId', 'session', 'status'] })
@Index({ properties: ['tenantId', 'customerId', 'id'] })
@Unique({
  name: 'waitlist_entry_one_live',
  properties: ['tenantId', 'session', 'customerId'],
  where: "status in ('WAITING', 'OFFERED')",
})
@Check({ name: 'waitlist_entry_party', expression: 'party_size > 0' })
@Check({
  name: 'waitlist_entry_offer',
  expression: "status <> 'OFFERED' or num_nonnulls(hold_id, offer_expires_at) = 2",
})
export class WaitlistEntry extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('wle') })
  id!: WaitlistEntryId;

  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ref: true, updateRule: 'no action' })
  session!: Ref<Session>;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  @Field(() => Int, { description: 'Seats that are wanted, all of them or none.' })
  @Property({ type: 'integer' })
  partySize!: number;

  @Field(() => Int, { description: 'Whoever has more comes first; 0 unless staff says otherwise.' })
  @Property({ type: 'integer' })
  priority!: number;

  /** Digits that grow with each entry; among equals in priority the smaller comes first. */
  @Property({ type: 'bigint', autoincrement: true })
  position?: string;

  @Enum({ items: () => Object.values(WAITLIST_STATUSES), type: 'string' })
  status!: WaitlistStatus;

  @Field(() => Date, { description: 'Since when it waits.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  joinedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the offer may be accepted, if there was one.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  offerExpiresAt!: Date | null;

  /** What keeps the offered seats. */
  @Property({ type: new IdType('hld'), nullable: true })
  holdId!: HoldId | null;

  /** What came of it. */
  @Property({ type: new IdType('bkg'), nullable: true })
  bookingId!: BookingId | null;

  /** Where it stands at an instant: an offer is over when it expires, also while nobody has noticed. */
  statusAt(now: Date): WaitlistStatus {
    return this.hasExpired(now) ? 'EXPIRED' : this.status;
  }

  /** Whether seats are offered and the time for them is over. */
  hasExpired(now: Date): boolean {
    return this.status === 'OFFERED' && this.offerExpiresAt !== null && this.offerExpiresAt <= now;
  }

  /** Keeps seats for it. @throws {NotWaiting} unless it waits. */
  offer({ holdId, expiresAt }: Offer): void {
    if (this.status !== 'WAITING') throw new NotWaiting(this.status);
    this.status = 'OFFERED';
    this.holdId = holdId;
    this.offerExpiresAt = expiresAt;
  }

  /** Gives it seats. @throws {NotWaiting} when it has ended. */
  promote(bookingId: BookingId): void {
    this.end('PROMOTED');
    this.bookingId = bookingId;
  }

  /** Ends it without seats. @throws {NotWaiting} when it has ended before. */
  end(status: Exclude<WaitlistStatus, (typeof LIVE)[number]>): void {
    this.refuseWhenEnded();
    this.status = status;
  }

  /** @throws {NotWaiting} when it has ended. */
  refuseWhenEnded(): void {
    if (this.status !== 'WAITING' && this.status !== 'OFFERED') throw new NotWaiting(this.status);
  }

  /**
   * The hold of the seats that are offered.
   * @throws {OfferExpired} when it is too late for them.
   * @throws {NothingOffered} when there are none.
   */
  offeredHold(now: Date): HoldId {
    if (this.statusAt(now) === 'EXPIRED' && this.offerExpiresAt) throw new OfferExpired(this.offerExpiresAt);
    if (this.status !== 'OFFERED' || !this.holdId) throw new NothingOffered(this.status);
    return this.holdId;
  }
}
