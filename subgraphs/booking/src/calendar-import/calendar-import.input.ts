import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { CALENDAR_BYTES_MAX } from './read-calendar.service.ts';

@InputType({ description: 'When another calendar says that a resource is busy.' })
export class ImportCalendarInput {
  @Field(() => ID, { description: 'Who or what is busy.' })
  resourceId!: string;

  @Field(() => String, {
    description:
      'iCalendar text (RFC 5545), as much as fits into a request, with at most 2,000 events that recur by a rule. All that is said of one UID comes at once.',
  })
  text!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be imported. */
export const importCalendarSchema = z.object({
  resourceId: idSchema('rsc'),
  text: z.string().min(1).max(CALENDAR_BYTES_MAX),
});

/** What is said beside a calendar that comes as a file. */
export const calendarUploadSchema = z.object({
  resourceId: idSchema('rsc'),
  idempotencyKey: z.string(),
});

@ObjectType({ description: 'An event of another calendar that could not be taken over, and why.' })
export class CalendarEventFailure {
  @Field(() => String, { description: 'What the other calendar calls the event; empty when it has no name.' })
  uid!: string;

  @Field(() => String, { description: 'Which of an event that recurs, as an instant; else empty.' })
  recurrenceId!: string;

  @Field(() => String, {
    description: 'INVALID for what cannot be read, SLOT_TAKEN when something else is then.',
  })
  code!: string;

  @Field(() => String, { description: 'The reason in a sentence.' })
  message!: string;
}

@ObjectType({ description: "What became of another calendar's events." })
export class ImportCalendarPayload {
  @Field(() => Int, { description: 'In how many times it keeps the resource busy now.' })
  taken!: number;

  @Field(() => Int, { description: 'In how many times it did and does no more.' })
  freed!: number;

  @Field(() => Int, { description: 'How many events were left out.' })
  failed!: number;

  @Field(() => [CalendarEventFailure], {
    description: 'Events that were left out, each with its reason: the first 1,000.',
  })
  failures!: CalendarEventFailure[];
}
