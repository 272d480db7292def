import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const calendarFeedActions = {
  'calendarFeed.create': MEMBERS,
  'calendarFeed.createAny': STAFF,
} satisfies Actions;

/** The token of a feed is all that its reader needs; a feed as such is seen by whoever made it. */
export const calendarFeedPermissions: Permissions = {
  Query: { calendarFeed: anyone, myCalendarFeeds: can('calendarFeed.create') },
  Mutation: {
    createCalendarFeed: can('calendarFeed.create'),
    revokeCalendarFeed: can('calendarFeed.create'),
  },
  CalendarFeed: {
    id: signedIn,
    scope: signedIn,
    resource: signedIn,
    createdAt: signedIn,
    revokedAt: signedIn,
  },
  CreateCalendarFeedPayload: { feed: signedIn, path: signedIn },
  RevokeCalendarFeedPayload: { feed: signedIn },
  ...connectionPermissions('CalendarFeed', signedIn),
};
