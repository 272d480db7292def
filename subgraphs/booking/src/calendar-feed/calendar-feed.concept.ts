import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { CalendarFeed } from './calendar-feed.entity.ts';
import { calendarFeedActions, calendarFeedPermissions } from './calendar-feed.permissions.ts';
import { CalendarFeedResolver } from './calendar-feed.resolver.ts';

export const calendarFeedConcept = defineConcept({
  name: 'calendar-feed',
  entities: [CalendarFeed],
  resolvers: [CalendarFeedResolver],
  actions: calendarFeedActions,
  permissions: calendarFeedPermissions,
});
