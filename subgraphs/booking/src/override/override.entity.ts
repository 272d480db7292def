import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What staff did against the rules. */
export const OVERRIDDEN_DEEDS = {
  BOOKED: 'BOOKED',
  MOVED: 'MOVED',
  CANCELED: 'CANCELED',
  PHOTO_REMOVED: 'PHOTO_REMOVED',
} as const;
/** One of {@link OVERRIDDEN_DEEDS}. */
export type OverriddenDeed = keyof typeof OVERRIDDEN_DEEDS;
registerEnumType(OVERRIDDEN_DEEDS, {
  name: 'OverriddenDeed',
  description: 'What staff did with a booking while the rules were set aside.',
  valuesConfig: { PHOTO_REMOVED: { description: 'A photo that proved a completed job was removed.' } },
});

/** Who set the rules aside, when and why. Rows are only ever added: the role that serves may do nothing else. */
@ObjectType('PolicyOverride', { description: 'That staff set the rules of booking aside for one booking.' })
@TenantTable('policy_override')
@Index({ properties: ['tenantId', 'bookingId', 'id'] })
export class Override extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('ovr') })
  id!: Id<'ovr'>;

  /** Bookings are younger than this, so it is their id and no more. */
  @Property({ type: new IdType('bkg') })
  bookingId!: Id<'bkg'>;

  @Field(() => OVERRIDDEN_DEEDS)
  @Enum({ items: () => Object.values(OVERRIDDEN_DEEDS), type: 'string' })
  deed!: OverriddenDeed;

  @Field(() => String, { description: 'Why, 1 to 500 characters.' })
  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: new IdType('mbr') })
  by!: MemberId;

  @Field(() => Date, { description: 'When.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  at!: Date;
}
