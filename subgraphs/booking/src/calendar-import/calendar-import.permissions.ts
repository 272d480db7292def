import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';

export const calendarImportActions = { 'calendar.import': STAFF } satisfies Actions;

const importing = can('calendar.import');

/** What another calendar says of a resource is for staff. */
export const calendarImportPermissions: Permissions = {
  Mutation: { importCalendar: importing },
  ImportCalendarPayload: { taken: importing, freed: importing, failed: importing, failures: importing },
  CalendarEventFailure: { uid: importing, recurrenceId: importing, code: importing, message: importing },
};
