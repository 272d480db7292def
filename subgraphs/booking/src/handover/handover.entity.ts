import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Ticket } from '../ticket/ticket.entity.ts';
import { HandoverEnded } from './handover.errors.ts';

/** Where a handover stands. */
export const HANDOVER_STATUSES = {
  OPEN: 'OPEN',
  CLAIMED: 'CLAIMED',
  WITHDRAWN: 'WITHDRAWN',
  EXPIRED: 'EXPIRED',
} as const;
/** One of {@link HANDOVER_STATUSES}. */
export type HandoverStatus = keyof typeof HANDOVER_STATUSES;
registerEnumType(HANDOVER_STATUSES, {
  name: 'TicketHandoverStatus',
  description: 'Where a handover stands.',
  valuesConfig: {
    OPEN: { description: 'Whoever has the link may claim the ticket.' },
    CLAIMED: { description: 'Somebody did.' },
    WITHDRAWN: {
      description: 'Its giver took it back, made another link, or the ticket was made out anew since.',
    },
    EXPIRED: { description: 'Nobody claimed it in time.' },
  },
});

/** The id of a handover. */
export type HandoverId = Id<'hnd'>;

/** Whoever gets the link is known once they claim the ticket; an address to which it is mailed is kept until then. */
@ObjectType({ description: 'A ticket that whoever has its link may claim, once.' })
@TenantTable('ticket_handover')
@Unique({ properties: ['tenantId', 'secretHash'] })
@Index({ properties: ['tenantId', 'ticket', 'id'] })
@Index({ name: 'ticket_handover_mailed', properties: ['tenantId', 'openedBy', 'mailedAt'] })
export class TicketHandover extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('hnd') })
  id!: HandoverId;

  @ManyToOne(() => Ticket, { joinColumns: ['tenant_id', 'ticket_id'], ref: true, updateRule: 'no action' })
  ticket!: Ref<Ticket>;

  /** The version of the ticket that is given away: when it has another one, the link is good for nothing. */
  @Property({ type: 'integer' })
  ticketVersion!: number;

  /** Who gives it away: its holder, or staff. */
  @Property({ type: new IdType('mbr') })
  openedBy!: MemberId;

  /** SHA-256 of the secret in its link; the secret itself is known to nobody but those who have the link. */
  @Property({ type: 'text' })
  secretHash!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  openedAt!: Date;

  @Field(() => Date, {
    description: 'Until when it can be claimed: for 7 days, until the event ends at the latest.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  expiresAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'The address to which its link is mailed, for whoever opened it, until it is claimed, withdrawn or over.',
  })
  @Property({ type: 'text', nullable: true })
  recipient!: string | null;

  @Field(() => Int, { description: 'How often its link was mailed, for whoever opened it.' })
  @Property({ type: 'integer', default: 0 })
  mails!: number;

  @Field(() => Date, { nullable: true, description: 'When it was mailed last, for whoever opened it.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  mailedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  claimedAt!: Date | null;

  @Property({ type: new IdType('mbr'), nullable: true })
  claimedBy!: MemberId | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  /** Where it stands, while its ticket has a version. */
  statusAt(now: Date, ticketVersion: number): HandoverStatus {
    if (this.claimedAt) return 'CLAIMED';
    if (this.withdrawnAt || ticketVersion !== this.ticketVersion) return 'WITHDRAWN';
    return now < this.expiresAt ? 'OPEN' : 'EXPIRED';
  }

  /** @throws {HandoverEnded} unless the link is good. */
  refuseUnlessOpen(now: Date, ticketVersion: number): void {
    const status = this.statusAt(now, ticketVersion);
    if (status !== 'OPEN') throw new HandoverEnded(status);
  }
}
