import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Pass } from './pass.entity.ts';

/** What happens to credits. */
export const CREDIT_DEEDS = {
  ISSUED: 'ISSUED',
  CHANGED: 'CHANGED',
  TAKEN: 'TAKEN',
  MOVED: 'MOVED',
  GIVEN_BACK: 'GIVEN_BACK',
  LOST: 'LOST',
  REVOKED: 'REVOKED',
} as const;
/** One of {@link CREDIT_DEEDS}. */
export type CreditDeed = keyof typeof CREDIT_DEEDS;
registerEnumType(CREDIT_DEEDS, {
  name: 'CreditDeed',
  description: 'What happened to credits of a pass.',
  valuesConfig: {
    MOVED: { description: 'Another booking took the place of the one that they were taken for.' },
    LOST: { description: 'What was taken does not come back.' },
  },
});

/** One line of a pass's account. Rows are only ever added: the role that serves may do nothing else. */
@ObjectType({ description: 'What happened to credits of a pass. All amounts together are what is left.' })
@TenantTable('credit_entry')
@Index({ properties: ['tenantId', 'pass', 'position'] })
export class CreditEntry extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('cre') })
  id!: Id<'cre'>;

  @ManyToOne(() => Pass, { joinColumns: ['tenant_id', 'pass_id'], ref: true, updateRule: 'no action' })
  pass!: Ref<Pass>;

  /** Digits that grow with each entry. */
  @Property({ type: 'bigint', autoincrement: true })
  position?: string;

  @Field(() => CREDIT_DEEDS)
  @Enum({ items: () => Object.values(CREDIT_DEEDS), type: 'string' })
  deed!: CreditDeed;

  @Field(() => Int, { description: 'By how much the credits grew; less than 0 when they were taken.' })
  @Property({ type: 'integer' })
  amount!: number;

  /** The booking for which it happened. Bookings are younger than this, so it is their id and no more. */
  @Field(() => ID, { nullable: true, description: 'The booking for which it happened.' })
  @Property({ type: new IdType('bkg'), nullable: true })
  bookingId!: Id<'bkg'> | null;

  @Field(() => String, { nullable: true, description: 'Why staff did it, 1 to 500 characters.' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  /** Who asked for it; null when nobody did. */
  @Property({ type: new IdType('mbr'), nullable: true })
  by!: MemberId | null;

  @Field(() => Date, { description: 'When.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  at!: Date;
}
