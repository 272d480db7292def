import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Offering, type OfferingId } from '../offering/offering.entity.ts';
import {
  BookingLimits,
  CancellationTier,
  CheckInRule,
  JobPhotoRule,
  NoShowRule,
  StrikeRule,
  WaitlistRule,
} from './rules.input.ts';
import { BUILT_IN_RULES, type Rules } from './rules.policy.ts';

/** The id of one version of a policy. */
export type PolicyId = Id<'pol'>;

/** One version of the rules of booking: of one offering, or without one of the whole tenant. It never changes. */
@TenantTable('policy')
@Index({ properties: ['tenantId', 'offering', 'version'] })
export class Policy extends TenantRow {
  @PrimaryKey({ type: new IdType('pol') })
  id!: PolicyId;

  @ManyToOne(() => Offering, {
    joinColumns: ['tenant_id', 'offering_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  offering!: Ref<Offering> | null;

  /** 1 for the first of its offering, or of the tenant. */
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  rules!: Rules;

  /** Whether somebody can count as absent by these rules, so that bookings under them are looked through. */
  @Property({ type: 'boolean' })
  looksForAbsent!: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}

/** Which version it is of whose rules. */
export interface PolicyFacts {
  readonly id: PolicyId | null;
  readonly version: number;
  readonly offeringId: OfferingId | null;
  readonly rules: Rules;
  readonly createdAt: Date | null;
}

/** The rules that hold, and which version they are: a row, or what is built in. */
@ObjectType('BookingPolicy', {
  description:
    'One version of the rules of booking. It never changes, and a booking keeps the one it was made under.',
})
export class PolicyVersion implements PolicyFacts {
  /** Null for what is built in: a booking that keeps null was made under that. */
  readonly id: PolicyId | null;
  /** Whose rules they are; null for those of the whole tenant. */
  readonly offeringId: OfferingId | null;
  readonly rules: Rules;

  @Field(() => Int, { description: 'From 1 for each offering and for the tenant; 0 is what is built in.' })
  readonly version: number;

  @Field(() => Date, { nullable: true, description: 'When it was written; null for what is built in.' })
  readonly createdAt: Date | null;

  constructor({ id, version, offeringId, rules, createdAt }: PolicyFacts) {
    this.id = id;
    this.version = version;
    this.offeringId = offeringId;
    this.rules = rules;
    this.createdAt = createdAt;
  }

  /** The version that a row keeps; of a rule that was not known when it was written, what is built in. */
  static of({ id, version, offering, rules: written, createdAt }: Policy): PolicyVersion {
    const rules = { ...BUILT_IN_RULES, ...written };
    return new PolicyVersion({ id, version, offeringId: offering?.id ?? null, rules, createdAt });
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Booking opens so many days of 24 hours before the start; null is at any time.',
  })
  get opensDaysAhead(): number | null {
    return this.rules.opensDaysAhead;
  }

  @Field(() => Int, { description: 'Booking closes so many minutes before the start.' })
  get closesMinutesBefore(): number {
    return this.rules.closesMinutesBefore;
  }

  @Field(() => BookingLimits, { description: 'What one member may have.' })
  get limits(): Rules['limits'] {
    return this.rules.limits;
  }

  @Field(() => [CancellationTier], {
    description:
      'What giving back costs, the largest untilMinutesBefore first; after the last nothing is refunded.',
  })
  get cancellation(): Rules['cancellation'] {
    return this.rules.cancellation;
  }

  @Field(() => Int, { description: 'A booking is moved at least so many minutes before the start.' })
  get rescheduleNoticeMinutes(): number {
    return this.rules.rescheduleNoticeMinutes;
  }

  @Field(() => CheckInRule, { description: 'When members may check in.' })
  get checkIn(): Rules['checkIn'] {
    return this.rules.checkIn;
  }

  @Field(() => NoShowRule, { nullable: true, description: 'What missing costs; null is that nobody looks.' })
  get noShow(): Rules['noShow'] {
    return this.rules.noShow;
  }

  @Field(() => StrikeRule, { nullable: true, description: 'When strikes block; null is never.' })
  get strikes(): Rules['strikes'] {
    return this.rules.strikes;
  }

  @Field(() => WaitlistRule, { description: 'How free seats go to those who wait.' })
  get waitlist(): Rules['waitlist'] {
    return this.rules.waitlist;
  }

  @Field(() => Int, { description: 'Credits that each seat takes of a pass; 0 is that no pass is needed.' })
  get creditsPerSeat(): number {
    return this.rules.creditsPerSeat;
  }

  @Field(() => JobPhotoRule, { description: 'Without which photos a job is not completed.' })
  get jobPhotos(): Rules['jobPhotos'] {
    return this.rules.jobPhotos;
  }
}

/** What holds where nothing was written. */
export const BUILT_IN_POLICY = new PolicyVersion({
  id: null,
  version: 0,
  offeringId: null,
  rules: BUILT_IN_RULES,
  createdAt: null,
});
