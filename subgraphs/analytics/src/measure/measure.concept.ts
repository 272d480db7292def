import { BookingCanceled, BookingMade } from '@freehold/booking/events';
import { onAll } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { DailyMeasure } from './measure.entity.ts';
import { measureActions, measurePermissions } from './measure.permissions.ts';
import { MeasureResolver } from './measure.resolver.ts';
import { countBookings } from './measure.service.ts';

export const measureConcept = defineConcept({
  name: 'measure',
  entities: [DailyMeasure],
  resolvers: [MeasureResolver],
  actions: measureActions,
  permissions: measurePermissions,
  listeners: [
    onAll(BookingMade, (em, events) => countBookings(em, events, 1)),
    onAll(BookingCanceled, (em, events) => countBookings(em, events, -1)),
  ],
});
