import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { CalendarFeed, FEED_SCOPES, type FeedScope } from './calendar-feed.entity.ts';

@InputType({ description: 'A calendar feed to be made.' })
export class CreateCalendarFeedInput {
  @Field(() => FEED_SCOPES)
  scope!: FeedScope;

  @Field(() => ID, {
    nullable: true,
    description: 'The resource; with the scope RESOURCE, and only with it.',
  })
  resourceId?: string | null;

  @Field(() => String, {
    description: 'Chosen by the caller, 1 to 200 characters; repeats make no other feed.',
  })
  idempotencyKey!: string;
}

/** What a feed may be. */
export const createCalendarFeedSchema = z
  .object({ scope: z.enum(FEED_SCOPES), resourceId: idSchema('rsc').nullish() })
  .refine(({ scope, resourceId }) => (scope === 'RESOURCE') === Boolean(resourceId), {
    path: ['resourceId'],
    message: 'goes with the scope RESOURCE, and only with it',
  });

@InputType({ description: 'A calendar feed that is to show nothing any more.' })
export class RevokeCalendarFeedInput {
  @Field(() => ID)
  feedId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be revoked. */
export const revokeCalendarFeedSchema = z.object({ feedId: idSchema('cfd') });

@ObjectType({ description: 'The feed that was made.' })
export class CreateCalendarFeedPayload {
  @Field(() => CalendarFeed)
  feed!: CalendarFeed;

  @Field(() => String, {
    nullable: true,
    description:
      'Where calendar programs read it, `/calendar/<token>.ics`. Whoever knows it reads the calendar. It is shown this once: null when the call is repeated.',
  })
  path!: string | null;
}

@ObjectType({ description: 'The feed that was revoked.' })
export class RevokeCalendarFeedPayload {
  @Field(() => CalendarFeed)
  feed!: CalendarFeed;
}
