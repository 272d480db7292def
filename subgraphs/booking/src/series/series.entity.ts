import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';

/** The id of a series. */
export type SeriesId = Id<'srs'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description:
    'Sessions that recur (RFC 5545) at one time of a wall clock. A time that spring leaves out is later by as much as is left out: in Oslo 02:30 on 2026-03-29 is 03:30. One that autumn repeats is the first of the two: 02:30 on 2026-10-25 is the one in summer time.',
})
@TenantTable('series')
export class Series extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('srs') })
  id!: SeriesId;

  @ManyToOne(() => Offering, {
    joinColumns: ['tenant_id', 'offering_id'],
    ref: true,
    updateRule: 'no action',
  })
  offering!: Ref<Offering>;

  @Field(() => String, { description: 'Its RRULE, such as `FREQ=WEEKLY;BYDAY=TU,TH`.' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => String, {
    description: 'From when the rule is counted, on the wall clock: `YYYY-MM-DDTHH:MM`.',
  })
  @Property({ type: 'text' })
  startsLocal!: string;

  @Field(() => String, { description: 'Whose wall clock: an IANA name, such as Europe/Oslo.' })
  @Property({ type: 'text' })
  timeZone!: string;

  @Field(() => Int, { description: 'Seats of each occurrence.' })
  @Property({ type: 'integer' })
  capacity!: number;

  @Field(() => [String], { description: 'Local starts that the rule has and that were taken out.' })
  @Property({ type: 'json', columnType: 'jsonb' })
  exdates!: string[];

  @Field(() => [String], { description: 'Local starts that were added to those of the rule.' })
  @Property({ type: 'json', columnType: 'jsonb' })
  rdates!: string[];

  @Field(() => Int, {
    description:
      'By how many minutes of the wall clock occurrences begin later than the rule says, or earlier.',
  })
  @Property({ type: 'integer' })
  shiftMinutes!: number;

  @Field(() => Int, { description: 'Counts its changes; 1 when it was made.' })
  @Property({ type: 'integer' })
  version!: number;

  /** The first original local start to which the last change of many applies; null when there was none. */
  @Property({ type: 'text', nullable: true })
  changedFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The original local start from which on it has ended; null while it goes on.',
  })
  @Property({ type: 'text', nullable: true })
  endedBefore!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many days ahead it has sessions; more are added every day. Null for a series of before this was kept, which is extended when somebody asks.',
  })
  @Property({ type: 'integer', nullable: true })
  horizonDays!: number | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
