import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { CalendarEntry } from './calendar-entry.entity.ts';

/** How bookings stand in calendar programs: under which name, and how often they have changed. */
export const calendarEntryConcept = defineConcept({
  name: 'calendar-entry',
  entities: [CalendarEntry],
  permissions: {},
});
