import { BookingCanceled, BookingMade } from '@freehold/booking/events';
import { on } from '@freehold/kernel/events/consumer';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { DailyMeasure } from './measure.entity.ts';
import { measureActions, measurePermissions } from './measure.permissions.ts';
import { MeasureResolver } from './measure.resolver.ts';
import { countBooking } from './measure.service.ts';

export const measureConcept = defineConcept({
  name: 'measure',
  entities: [DailyMeasure],
  resolvers: [MeasureResolver],
  actions: measureActions,
  permissions: measurePermissions,
  listeners: [
    on(BookingMade, (em, event) => countBooking(em, event, 1)),
    on(BookingCanceled, (em, event) => countBooking(em, event, -1)),
  ],
});
