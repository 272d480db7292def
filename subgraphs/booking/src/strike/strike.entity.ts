import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { StrikeReversed } from './strike.errors.ts';

/** The id of a strike. */
export type StrikeId = Id<'stk'>;

/** Who took a strike back, and why. */
export interface Reversal {
  readonly by: MemberId;
  readonly reason: string;
  readonly at: Date;
}

@ObjectType({ description: 'A mark against a member who missed a session. Several of them block booking.' })
@TenantTable('strike')
@Index({ properties: ['tenantId', 'memberId', 'at'] })
@Unique({ name: 'strike_one_per_booking', properties: ['tenantId', 'bookingId'] })
export class Strike extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('stk') })
  id!: StrikeId;

  @Property({ type: new IdType('mbr') })
  memberId!: MemberId;

  /** Bookings are younger than strikes, so this is their id and no more. */
  @Property({ type: new IdType('bkg') })
  bookingId!: Id<'bkg'>;

  @Field(() => Date, { description: 'When it was earned; from then on it counts.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  at!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was taken back; it counts no more.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  reversedAt!: Date | null;

  @Property({ type: new IdType('mbr'), nullable: true })
  reversedBy!: MemberId | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  @Property({ type: 'text', nullable: true })
  reversalReason!: string | null;

  /** @throws {StrikeReversed} when it was taken back before. */
  reverse({ by, reason, at }: Reversal): void {
    if (this.reversedAt) throw new StrikeReversed(this.reversedAt);
    this.reversedAt = at;
    this.reversedBy = by;
    this.reversalReason = reason;
  }
}
