import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { OpeningException, WeeklyHours } from './opening.entity.ts';
import { clockOf, type LocalHours } from './opening.policy.ts';

const HOURS_PER_DAY_MAX = 12;

@InputType({ description: 'A stretch of one day of each week.' })
export class WeeklyHoursInput {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'On the wall clock, 00:00 to 23:59.' })
  opensAt!: string;

  @Field(() => String, { description: 'On the wall clock, after it opens, until 24:00.' })
  closesAt!: string;
}

@InputType({ description: 'A stretch of one day.' })
export class OpeningHoursInput {
  @Field(() => String, { description: 'On the wall clock, 00:00 to 23:59.' })
  opensAt!: string;

  @Field(() => String, { description: 'On the wall clock, after it opens, until 24:00.' })
  closesAt!: string;
}

@InputType({ description: 'The whole week of a resource or of a location.' })
export class SetWeeklyHoursInput {
  @Field(() => ID, { nullable: true, description: 'Either this or a location.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Either this or a resource.' })
  locationId?: string | null;

  @Field(() => [WeeklyHoursInput], {
    description:
      'In place of all earlier ones; up to 12 a day, none overlapping. Without any it is always open.',
  })
  hours!: WeeklyHoursInput[];

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

@InputType({ description: 'How a resource or a location is open on one day.' })
export class SetOpeningExceptionInput {
  @Field(() => ID, { nullable: true, description: 'Either this or a location.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Either this or a resource.' })
  locationId?: string | null;

  @Field(() => String, { description: 'The day, YYYY-MM-DD: today or later, at most two years ahead.' })
  date!: string;

  @Field(() => Boolean, { description: "Whether the week's hours do not hold on that day." })
  isClosed!: boolean;

  @Field(() => [OpeningHoursInput], {
    defaultValue: [],
    description: 'When it is open on that day, beside the hours that hold; up to 12, none overlapping.',
  })
  hours!: OpeningHoursInput[];

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

@InputType({ description: 'An exception to be removed, so that the week holds again.' })
export class RemoveOpeningExceptionInput {
  @Field(() => ID)
  openingExceptionId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const minuteSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of the form HH:MM')
  .transform((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));

const spanShape = { opensAt: minuteSchema, closesAt: minuteSchema };
const toHours = ({ opensAt, closesAt }: { opensAt: number; closesAt: number }): LocalHours => ({
  opensMinute: opensAt,
  closesMinute: closesAt,
});

/** The hours that end before they begin, or begin before those before them have ended. */
function areApart(hours: readonly LocalHours[]): boolean {
  const sorted = hours.toSorted((left, right) => left.opensMinute - right.opensMinute);
  return sorted.every(
    ({ opensMinute, closesMinute }, index) =>
      opensMinute < closesMinute && opensMinute >= (sorted[index - 1]?.closesMinute ?? 0),
  );
}
const NOT_APART = 'must each close after they open, and none may overlap another';

/** An id that may be absent. */
const perhaps = <S extends z.ZodType>(schema: S) => z.preprocess((value) => value ?? null, schema.nullable());
const keeperShape = { resourceId: perhaps(idSchema('rsc')), locationId: perhaps(idSchema('loc')) };
const hasOneKeeper = (input: { resourceId: string | null; locationId: string | null }) =>
  (input.resourceId === null) !== (input.locationId === null);
const ONE_KEEPER = 'either a resource or a location is needed';

/** Whose exceptions are listed, from which day on. */
export const openingExceptionsSchema = z
  .object({ ...keeperShape, from: z.iso.date() })
  .refine(hasOneKeeper, ONE_KEEPER);

/** What a week may be. */
export const setWeeklyHoursSchema = z
  .object({
    ...keeperShape,
    hours: z
      .array(
        z
          .object({ weekday: z.number().int().min(1).max(7), ...spanShape })
          .transform(({ weekday, ...span }) => ({ weekday, ...toHours(span) })),
      )
      .max(7 * HOURS_PER_DAY_MAX)
      .refine((hours) => {
        const days = Object.values(Object.groupBy(hours, ({ weekday }) => weekday));
        return days.every((day = []) => day.length <= HOURS_PER_DAY_MAX && areApart(day));
      }, NOT_APART),
  })
  .refine(hasOneKeeper, ONE_KEEPER);

/** What an exception may be. */
export const setOpeningExceptionSchema = z
  .object({
    ...keeperShape,
    date: z.iso.date(),
    isClosed: z.boolean(),
    hours: z.array(z.object(spanShape).transform(toHours)).max(HOURS_PER_DAY_MAX).refine(areApart, NOT_APART),
  })
  .refine(hasOneKeeper, ONE_KEEPER)
  .refine(({ isClosed, hours }) => isClosed || hours.length > 0, {
    path: ['hours'],
    message: 'are needed on a day that is not closed',
  });

/** What may be removed. */
export const removeOpeningExceptionSchema = z.object({ openingExceptionId: idSchema('oex') });

@ObjectType({ description: 'A stretch of a day in which something is open.' })
export class OpeningHours {
  @Field(() => String, { description: 'When it opens on the wall clock, HH:MM.' })
  opensAt!: string;

  @Field(() => String, { description: 'When it closes on the wall clock, HH:MM; 24:00 is midnight.' })
  closesAt!: string;

  static of({ opensMinute, closesMinute }: LocalHours): OpeningHours {
    return { opensAt: clockOf(opensMinute), closesAt: clockOf(closesMinute) };
  }
}

@ObjectType({ description: 'The week as it is now.' })
export class SetWeeklyHoursPayload {
  @Field(() => [WeeklyHours])
  weeklyHours!: readonly WeeklyHours[];
}

@ObjectType({ description: 'The exception as it is now.' })
export class SetOpeningExceptionPayload {
  @Field(() => OpeningException)
  openingException!: OpeningException;
}

@ObjectType({ description: 'What was removed.' })
export class RemoveOpeningExceptionPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  openingExceptionId!: string;
}
