import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { concluding } from '@freehold/kernel/subgraph/within';
import { Notification } from './notification.entity.ts';
import { notificationActions, notificationPermissions } from './notification.permissions.ts';
import { BookingNotificationsResolver, NotificationResolver } from './notification.resolver.ts';
import { notify, TOLD_TO_CUSTOMERS } from './notify.service.ts';

/** What customers are told, written with what happened. */
export const notificationConcept = defineConcept({
  name: 'notification',
  entities: [Notification],
  resolvers: [NotificationResolver, BookingNotificationsResolver],
  actions: notificationActions,
  permissions: notificationPermissions,
  conclusions: [concluding(TOLD_TO_CUSTOMERS, notify)],
});
