import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { isLocalTime } from '../recurrence/wall-clock.policy.ts';
import { SERIES_MODES, type SeriesMode } from '../series/attempt.service.ts';
import { Occurrence } from '../series/occurrence.entity.ts';
import { OccurrenceFailure } from '../series/occurrence-failure.type.ts';
import { Series } from '../series/series.entity.ts';
import { SERIES_SCOPES, type SeriesScope } from './scope.policy.ts';

registerEnumType(SERIES_SCOPES, {
  name: 'SeriesScope',
  description: 'Whom a change means: one occurrence, it and all after it, or all that have not begun.',
});

@InputType({ description: 'A change of occurrences that have not begun; what is left out stays.' })
export class ChangeSeriesInput {
  @Field(() => ID, { description: 'The occurrence that is meant, or from which on.' })
  occurrenceId!: string;

  @Field(() => SERIES_SCOPES)
  scope!: SeriesScope;

  @Field(() => String, {
    nullable: true,
    description:
      'When the named one is to begin on the wall clock, `YYYY-MM-DDTHH:MM`; the others then begin as much later or earlier than the rule says.',
  })
  startsLocal?: string | null;

  @Field(() => ID, { nullable: true, description: 'What they are to be; bookings keep their price.' })
  offeringId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Seats, 1 to 10,000, not fewer than are taken.' })
  capacity?: number | null;

  @Field(() => SERIES_MODES, { defaultValue: SERIES_MODES.ALL_OR_NOTHING })
  mode!: SeriesMode;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a change may be. */
export const changeSeriesSchema = z
  .object({
    occurrenceId: idSchema('occ'),
    scope: z.enum(SERIES_SCOPES),
    startsLocal: z.string().refine(isLocalTime, 'must be a local time, YYYY-MM-DDTHH:MM').nullish(),
    offeringId: idSchema('off').nullish(),
    capacity: z.number().int().min(1).max(10_000).nullish(),
    mode: z.enum(SERIES_MODES),
  })
  .refine(({ startsLocal, offeringId, capacity }) => startsLocal ?? offeringId ?? capacity, {
    path: ['startsLocal'],
    message: 'something must change',
  });

@InputType({ description: 'Occurrences that have not begun, to be called off.' })
export class CancelOccurrencesInput {
  @Field(() => ID, { description: 'The occurrence that is meant, or from which on.' })
  occurrenceId!: string;

  @Field(() => SERIES_SCOPES)
  scope!: SeriesScope;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be called off. */
export const cancelOccurrencesSchema = z.object({
  occurrenceId: idSchema('occ'),
  scope: z.enum(SERIES_SCOPES),
});

@InputType({ description: 'A series whose sessions are to be compared with its wall clock.' })
export class RealignSeriesInput {
  @Field(() => ID)
  seriesId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be compared. */
export const realignSeriesSchema = z.object({ seriesId: idSchema('srs') });

@InputType({ description: 'Seats of many occurrences, for the member who asks or for a customer of staff.' })
export class BookSeriesInput {
  @Field(() => ID)
  seriesId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'The occurrences wanted, 1 to 500; without them, all that are to come.',
  })
  occurrenceIds?: string[] | null;

  @Field(() => Int, { defaultValue: 1, description: 'Seats of each, 1 to 100.' })
  seats!: number;

  @Field(() => SERIES_MODES, { defaultValue: SERIES_MODES.ALL_OR_NOTHING })
  mode!: SeriesMode;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be booked of a series. */
export const bookSeriesSchema = z.object({
  seriesId: idSchema('srs'),
  occurrenceIds: z.array(idSchema('occ')).min(1).max(500).nullish(),
  seats: z.number().int().min(1).max(100),
  customerId: idSchema('mbr').nullish(),
  mode: z.enum(SERIES_MODES),
});

@ObjectType({
  description: 'The series with the occurrences that were changed, called off, moved or flagged.',
})
export class ChangeSeriesPayload {
  @Field(() => Series)
  series!: Series;

  @Field(() => [Occurrence], { description: 'At most 500.' })
  occurrences!: Occurrence[];

  @Field(() => [OccurrenceFailure], { description: 'What could not be, at most 500.' })
  failures!: OccurrenceFailure[];
}

@ObjectType({ description: 'The bookings that were made.' })
export class BookSeriesPayload {
  @Field(() => [Booking], { description: 'At most 500.' })
  bookings!: Booking[];

  @Field(() => [OccurrenceFailure], { description: 'What could not be booked, at most 500.' })
  failures!: OccurrenceFailure[];
}
