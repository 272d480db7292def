import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const eventActions = {
  'event.readSales': STAFF,
  'event.create': ADMINS,
  'event.change': ADMINS,
  'event.cancel': ADMINS,
} satisfies Actions;

/** What takes place is public; how many tickets are given out is not. */
export const eventPermissions: Permissions = {
  Query: { events: anyone, event: anyone },
  Mutation: {
    createEvent: can('event.create'),
    updateEvent: can('event.change'),
    cancelEvent: can('event.cancel'),
  },
  Event: {
    id: anyone,
    name: anyone,
    description: anyone,
    locationName: anyone,
    timeZone: anyone,
    startsAt: anyone,
    endsAt: anyone,
    maxTickets: can('event.readSales'),
    ticketsTaken: can('event.readSales'),
    status: anyone,
    payWithinMinutes: anyone,
  },
  CreateEventPayload: { event: can('event.create') },
  UpdateEventPayload: { event: can('event.change') },
  CancelEventPayload: { event: can('event.cancel') },
  ...connectionPermissions('Event', anyone),
};
