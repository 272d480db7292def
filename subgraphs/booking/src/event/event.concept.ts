import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Event } from './event.entity.ts';
import { eventActions, eventPermissions } from './event.permissions.ts';
import { EventResolver } from './event.resolver.ts';
import { eventById } from './event.service.ts';

export const eventConcept = defineConcept({
  name: 'event',
  entities: [Event],
  resolvers: [EventResolver],
  references: { Event: referenceBy('evn', eventById) },
  actions: eventActions,
  permissions: eventPermissions,
});
