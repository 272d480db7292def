import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { BusyTime } from './busy-time.entity.ts';
import { calendarImportActions, calendarImportPermissions } from './calendar-import.permissions.ts';
import { CalendarImportResolver } from './calendar-import.resolver.ts';
import { calendarUpload } from './calendar-import.upload.ts';

export const calendarImportConcept = defineConcept({
  name: 'calendar-import',
  entities: [BusyTime],
  resolvers: [CalendarImportResolver],
  actions: calendarImportActions,
  permissions: calendarImportPermissions,
  uploads: [calendarUpload],
});
