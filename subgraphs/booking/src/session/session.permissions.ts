import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const sessionActions = { 'session.schedule': STAFF, 'session.readAll': STAFF } satisfies Actions;

/** The schedule is public, with its free seats; who sits on them is not. */
export const sessionPermissions: Permissions = {
  Query: { sessions: anyone, session: can('session.readAll') },
  Mutation: { scheduleSession: can('session.schedule') },
  Subscription: { sessionChanged: anyone },
  Session: {
    id: anyone,
    offering: anyone,
    resource: anyone,
    resources: anyone,
    startsAt: anyone,
    endsAt: anyone,
    capacity: anyone,
    seatsTaken: anyone,
    seatsLeft: anyone,
    isOnDemand: anyone,
    canceledAt: anyone,
  },
  ScheduleSessionPayload: { session: can('session.schedule') },
  ...connectionPermissions('Session', anyone),
};
