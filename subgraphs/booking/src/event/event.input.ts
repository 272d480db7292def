import { idSchema } from '@freehold/kernel/values/id-schema';
import { timeZoneSchema } from '@freehold/kernel/values/time-zone-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Event } from './event.entity.ts';

const DAY_MS = 86_400_000;

@InputType({ description: 'An event to be created.' })
export class CreateEventInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'For customers, up to 2,000 characters.' })
  description!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where it takes place, in words; 1 to 200 characters.',
  })
  locationName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The IANA time zone of the place; the tenant's unless given.",
  })
  timeZone?: string | null;

  @Field(() => Date, { description: 'When it begins; in the future, at most 800 days ahead.' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends; after it begins, at most 31 days later.' })
  endsAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description: "Tickets in all, 1 to 1,000,000; the plan's limit alone unless given.",
  })
  maxTickets?: number | null;

  @Field(() => Int, {
    defaultValue: 30,
    description:
      'How many minutes an order that costs something may stay unpaid, 5 to 1,152,000 (800 days); and until the event ends at most.',
  })
  payWithinMinutes!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What an event may be. */
export const createEventSchema = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2000),
  locationName: z.string().trim().min(1).max(200).nullish(),
  timeZone: timeZoneSchema.nullish(),
  startsAt: z.date(),
  endsAt: z.date(),
  maxTickets: z.number().int().min(1).max(1_000_000).nullish(),
  payWithinMinutes: z.number().int().min(5).max(1_152_000),
});

@InputType({ description: 'An event to be changed. What is left out stays.' })
export class UpdateEventInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'For customers, up to 2,000 characters.' })
  description?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where it takes place, in words; 1 to 200 characters. Null takes it away.',
  })
  locationName?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone of the place.' })
  timeZone?: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When it begins; in the future, at most 800 days ahead. Give both times to move it.',
  })
  startsAt?: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it ends; in the future, after it begins, at most 31 days later.',
  })
  endsAt?: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      "Tickets in all, 1 to 1,000,000 and never fewer than are taken; null for the plan's limit alone.",
  })
  maxTickets?: number | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What an event may become. */
export const updateEventSchema = createEventSchema.partial().extend({
  eventId: idSchema('evn'),
  timeZone: createEventSchema.shape.timeZone.unwrap().unwrap().optional(),
});

@InputType({ description: 'An event that is not to take place.' })
export class CancelEventInput {
  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What event is meant. */
export const eventIdSchema = z.object({ eventId: idSchema('evn') });

/** The times of which events are listed. */
export const eventsRangeSchema = z
  .object({ from: z.date(), to: z.date() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= 400 * DAY_MS, {
    path: ['to'],
    message: 'must be at most 400 days after from',
  });

@ObjectType({ description: 'The event that was created.' })
export class CreateEventPayload {
  @Field(() => Event)
  event!: Event;
}

@ObjectType({ description: 'The event as it is now.' })
export class UpdateEventPayload {
  @Field(() => Event)
  event!: Event;
}

@ObjectType({ description: 'The event that was canceled.' })
export class CancelEventPayload {
  @Field(() => Event)
  event!: Event;
}
