import { idSchema } from '@freehold/kernel/values/id-schema';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import type { ResourceId } from '../resource/resource.entity.ts';
import { STEP_MINUTES } from './availability.policy.ts';

const DAYS_MAX = 31;

/** Which times are looked for. */
@ArgsType()
export class AvailableSlotsArgs {
  @Field(() => ID, { description: 'What is to be booked.' })
  offeringId!: string;

  @Field(() => Date, { description: 'They begin at this instant or later.' })
  from!: Date;

  @Field(() => Date, { description: 'They begin before this instant, at most 31 days on.' })
  to!: Date;

  @Field(() => Int, { defaultValue: STEP_MINUTES, description: 'Minutes from one to the next, 5 to 240.' })
  stepMinutes!: number;

  @Field(() => Int, {
    defaultValue: 100,
    description: 'The first so many of them, 1 to 100; the next ones begin after the last of these.',
  })
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The booking that is to be moved to one of them, which counts against no limit then.',
  })
  movedBookingId?: string | null;
}

/** What may be looked for. */
export const availableSlotsSchema = z
  .object({
    offeringId: idSchema('off'),
    from: z.date(),
    to: z.date(),
    stepMinutes: z.number().int().min(5).max(240),
    first: z.number().int().min(1).max(100),
    movedBookingId: idSchema('bkg').nullish(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= DAYS_MAX * 86_400_000, {
    path: ['to'],
    message: `must be at most ${DAYS_MAX} days after from`,
  });

@ObjectType({ description: 'A time of an offering that can be booked.' })
export class Slot {
  @Field(() => Date, { description: 'When it begins.' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends; the instant itself is no part of it.' })
  endsAt!: Date;

  @Field(() => Int, { description: 'Seats that one booking can have of it.' })
  seatsLeft!: number;

  @Field(() => Int, { description: 'Resources that are free then: as many bookings it can have.' })
  resourcesLeft!: number;

  resourceId!: ResourceId;
}
