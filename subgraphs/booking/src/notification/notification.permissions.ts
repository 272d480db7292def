import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Notification } from './notification.entity.ts';

export const notificationActions = {
  'notification.read': STAFF,
  'notification.readOwn': MEMBERS,
} satisfies Actions;

const staffOrOwn = anyOf(
  can('notification.read'),
  isOwn(Notification, ({ customerId }, member) => customerId === member.id),
);

/** A customer reads the own messages; how hard it was to send them, staff alone. */
export const notificationPermissions: Permissions = {
  Query: { myNotifications: can('notification.readOwn') },
  Booking: { notifications: can('notification.read') },
  Notification: {
    id: staffOrOwn,
    kind: staffOrOwn,
    channel: staffOrOwn,
    subject: staffOrOwn,
    body: staffOrOwn,
    status: staffOrOwn,
    createdAt: staffOrOwn,
    sentAt: staffOrOwn,
    reason: can('notification.read'),
    attempts: can('notification.read'),
  },
  ...connectionPermissions('Notification', can('notification.readOwn')),
};
