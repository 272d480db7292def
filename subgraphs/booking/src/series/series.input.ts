import { idSchema } from '@freehold/kernel/values/id-schema';
import { timeZoneSchema } from '@freehold/kernel/values/time-zone-schema';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { z } from 'zod';
import { HORIZON_DAYS_MAX } from '../recurrence/plan.policy.ts';
import { isLocalTime } from '../recurrence/wall-clock.policy.ts';
import { SERIES_MODES, type SeriesMode } from './attempt.service.ts';
import { OccurrenceFailure } from './occurrence-failure.type.ts';
import { Series } from './series.entity.ts';

registerEnumType(SERIES_MODES, {
  name: 'SeriesMode',
  description: 'What becomes of the possible when not everything is: nothing of it, or as much as can be.',
});

const localTimeSchema = z.string().refine(isLocalTime, 'must be a local time, YYYY-MM-DDTHH:MM');

@InputType({ description: 'A series to be put on the schedule.' })
export class ScheduleSeriesInput {
  @Field(() => ID, { description: 'What its sessions are occurrences of.' })
  offeringId!: string;

  @Field(() => String, {
    description:
      'An RRULE (RFC 5545), 1 to 500 characters, daily to yearly, at most 24 times a day; it counts at most 500 or ends within 5 years, or does not end.',
  })
  rule!: string;

  @Field(() => String, {
    description:
      'From when the rule is counted, on the wall clock, `YYYY-MM-DDTHH:MM`, in the future. It is an occurrence only when the rule says so. A time that spring leaves out is later by as much as is left out; one that autumn repeats is the first of the two.',
  })
  startsLocal!: string;

  @Field(() => String, {
    nullable: true,
    description: "IANA name; without it, the zone of the offering's location, else the tenant's.",
  })
  timeZone?: string | null;

  @Field(() => Int, { nullable: true, description: "Seats, 1 to 10,000; the offering's unless given." })
  capacity?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'Local starts that are left out, at most 500.' })
  exdates!: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Local starts beside those of the rule, in the future, at most 500.',
  })
  rdates!: string[];

  @Field(() => Int, {
    defaultValue: HORIZON_DAYS_MAX,
    description: 'How many days ahead sessions are made now, 1 to 400, and at most 500 of them.',
  })
  horizonDays!: number;

  @Field(() => SERIES_MODES, { defaultValue: SERIES_MODES.ALL_OR_NOTHING })
  mode!: SeriesMode;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a series may be. */
export const scheduleSeriesSchema = z.object({
  offeringId: idSchema('off'),
  rule: z.string().min(1).max(500),
  startsLocal: localTimeSchema,
  timeZone: timeZoneSchema.nullish(),
  capacity: z.number().int().min(1).max(10_000).nullish(),
  exdates: z.array(localTimeSchema).max(500),
  rdates: z.array(localTimeSchema).max(500),
  horizonDays: z.number().int().min(1).max(HORIZON_DAYS_MAX),
  mode: z.enum(SERIES_MODES),
});

@InputType({ description: 'A series that is to have its sessions further ahead.' })
export class ExtendSeriesInput {
  @Field(() => ID)
  seriesId!: string;

  @Field(() => Int, {
    defaultValue: HORIZON_DAYS_MAX,
    description: 'How many days ahead it is to have sessions, 1 to 400.',
  })
  horizonDays!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** How far a series may be extended. */
export const extendSeriesSchema = z.object({
  seriesId: idSchema('srs'),
  horizonDays: z.number().int().min(1).max(HORIZON_DAYS_MAX),
});

@ObjectType({ description: 'The series with the sessions that it got.' })
export class ScheduleSeriesPayload {
  @Field(() => Series)
  series!: Series;

  @Field(() => Int, { description: 'How many sessions were put on the schedule.' })
  sessionsScheduled!: number;

  @Field(() => [OccurrenceFailure], { description: 'What could not be, at most 500.' })
  failures!: OccurrenceFailure[];
}
