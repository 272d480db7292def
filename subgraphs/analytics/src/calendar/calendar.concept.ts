import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { Calendar } from './calendar.entity.ts';
import { openCalendar } from './calendar.service.ts';

export const calendarConcept = defineConcept({
  name: 'calendar',
  entities: [Calendar],
  permissions: {},
  listeners: [on(TenantProvisioned, openCalendar)],
});
