import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import { type Id, idWithin } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { LocalTime } from '../recurrence/wall-clock.policy.ts';
import { Session } from '../session/session.entity.ts';
import { Series, type SeriesId } from './series.entity.ts';

/** The id of an occurrence. */
export type OccurrenceId = Id<'occ'>;

/** The id of an occurrence: its series and the local start that the rule gave it, whatever became of it since. */
export function occurrenceIdOf(seriesId: SeriesId, originalLocalStart: LocalTime): OccurrenceId {
  return idWithin('occ', seriesId, originalLocalStart);
}

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A session as one of a series.',
})
@TenantTable('occurrence')
@Index({ properties: ['tenantId', 'series', 'originalLocalStart', 'id'] })
@Index({ properties: ['tenantId', 'session'] })
export class Occurrence extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('occ') })
  id!: OccurrenceId;

  @ManyToOne(() => Series, { joinColumns: ['tenant_id', 'series_id'], ref: true, updateRule: 'no action' })
  series!: Ref<Series>;

  @Field(() => String, {
    description: 'When the rule says that it begins, on the wall clock; it never changes.',
  })
  @Property({ type: 'text' })
  originalLocalStart!: string;

  @Field(() => String, { description: 'When it begins on the wall clock, after all changes.' })
  @Property({ type: 'text' })
  startsLocal!: string;

  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ref: true, updateRule: 'no action' })
  session!: Ref<Session>;

  @Field(() => Boolean, {
    description: 'Whether it was changed alone; changes of the series pass it by from then on.',
  })
  @Property({ type: 'boolean' })
  isOverridden!: boolean;

  /** Counts its changes, for calendar programs. */
  @Property({ type: 'integer' })
  sequence!: number;

  @Field(() => Date, {
    nullable: true,
    description:
      "When its wall clock shows its start since the zone's rules changed, if its session could not be moved there; null while that is when it begins.",
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  driftedTo!: Date | null;
}
