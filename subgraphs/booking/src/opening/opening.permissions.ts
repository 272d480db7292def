import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const openingActions = {
  'opening.setWeek': ADMINS,
  'opening.setException': STAFF,
} satisfies Actions;

/** When something is open stands on its door. */
export const openingPermissions: Permissions = {
  Query: { openingExceptions: anyone },
  Mutation: {
    setWeeklyHours: can('opening.setWeek'),
    setOpeningException: can('opening.setException'),
    removeOpeningException: can('opening.setException'),
  },
  Resource: { weeklyHours: anyone },
  Location: { weeklyHours: anyone },
  WeeklyHours: { weekday: anyone, opensAt: anyone, closesAt: anyone },
  OpeningException: { id: anyone, date: anyone, isClosed: anyone, hours: anyone },
  OpeningHours: { opensAt: anyone, closesAt: anyone },
  SetWeeklyHoursPayload: { weeklyHours: can('opening.setWeek') },
  SetOpeningExceptionPayload: { openingException: can('opening.setException') },
  RemoveOpeningExceptionPayload: { openingExceptionId: can('opening.setException') },
  ...connectionPermissions('OpeningException', anyone),
};
