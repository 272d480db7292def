import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field } from 'type-graphql';
import { z } from 'zod';
import { dayCount } from './measure.policy.ts';

const DAYS_MAX = 366;

/** From which day to which counts are asked. */
@ArgsType()
export class DayRangeArgs {
  @Field(() => GraphQLLocalDate, { description: 'The first day.' })
  from!: string;

  @Field(() => GraphQLLocalDate, { description: 'The last day, at most 366 days with the first.' })
  to!: string;
}

/** The days of which counts are listed. */
export const dayRangeSchema = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine((range) => dayCount(range) >= 1, { path: ['to'], message: 'must not be before from' })
  .refine((range) => dayCount(range) <= DAYS_MAX, {
    path: ['to'],
    message: `must be at most ${DAYS_MAX} days, both included`,
  });
