import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UNFIT_PARTIES, type UnfitParty, WAITLIST_MODES, type WaitlistMode } from '../policy/rules.policy.ts';
import { Session } from '../session/session.entity.ts';
import { RECORD_KINDS, type RecordKind } from './replay.policy.ts';
import type { WaitlistEntryId } from './waitlist.entity.ts';

registerEnumType(RECORD_KINDS, {
  name: 'WaitlistRecordKind',
  description: 'What happened in a waitlist.',
  valuesConfig: {
    SEATS_FREED: { description: 'Seats were free while somebody waited; what was done follows.' },
    SKIPPED: { description: 'Whose turn it was did not get seats, and why.' },
  },
});

/** The id of a record. */
export type WaitlistRecordId = Id<'wlr'>;

/** What happened in a waitlist, in order. Rows are only ever added: the role that serves may do nothing else. */
@ObjectType('WaitlistRecord', {
  description: 'What happened in a waitlist. From all of them in order follows who had to get seats.',
})
@TenantTable('waitlist_log')
@Index({ properties: ['tenantId', 'session', 'position'] })
export class WaitlistRecord extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('wlr') })
  id!: WaitlistRecordId;

  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ref: true, updateRule: 'no action' })
  session!: Ref<Session>;

  /** Digits that grow with each record. */
  @Property({ type: 'bigint', autoincrement: true })
  position?: string;

  @Field(() => RECORD_KINDS)
  @Enum({ items: () => Object.values(RECORD_KINDS), type: 'string' })
  kind!: RecordKind;

  @Field(() => Date)
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  at!: Date;

  /** Whom it is about; null when it is about all who wait. */
  @Property({ type: new IdType('wle'), nullable: true })
  entryId!: WaitlistEntryId | null;

  @Field(() => Int, { nullable: true, description: 'Seats that are wanted or, of SEATS_FREED, free.' })
  @Property({ type: 'integer', nullable: true })
  seats!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of JOINED and PRIORITIZED: whoever has more comes first.',
  })
  @Property({ type: 'integer', nullable: true })
  priority!: number | null;

  @Field(() => Int, { nullable: true, description: 'The place in the line whose turn it was, from 1.' })
  @Property({ type: 'integer', nullable: true })
  place!: number | null;

  @Field(() => WAITLIST_MODES, { nullable: true, description: 'Of SEATS_FREED: how they were given.' })
  @Enum({ items: () => Object.values(WAITLIST_MODES), type: 'string', nullable: true })
  mode!: WaitlistMode | null;

  @Field(() => UNFIT_PARTIES, {
    nullable: true,
    description: 'Of SEATS_FREED: what became of large parties.',
  })
  @Enum({ items: () => Object.values(UNFIT_PARTIES), type: 'string', nullable: true })
  unfitParty!: UnfitParty | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of SKIPPED: PARTY_DOES_NOT_FIT, or the code with which the booking was refused. Of SEATS_FREED: AFTER_CUTOFF or CLOSED when nobody was to get them.',
  })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;
}
