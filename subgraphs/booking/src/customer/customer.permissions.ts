import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Member } from '../references/member.reference.ts';
import { Customer } from './customer.entity.ts';

export const customerActions = {
  'customer.read': STAFF,
  'customer.updateOwn': MEMBERS,
  'customer.bookFor': STAFF,
} satisfies Actions;

const staffOrOwn = anyOf(
  can('customer.read'),
  isOwn(Customer, (customer, member) => customer.id === member.id),
);

/** Staff sees whom it serves; a customer sees the own profile, and nobody else's. */
export const customerPermissions: Permissions = {
  Query: { customers: can('customer.read') },
  Mutation: { updateMyProfile: can('customer.updateOwn') },
  Member: {
    profile: anyOf(
      can('customer.read'),
      isOwn(Member, ({ id }, member) => id === member.id),
    ),
  },
  CustomerProfile: {
    id: staffOrOwn,
    member: staffOrOwn,
    name: staffOrOwn,
    email: staffOrOwn,
    locale: staffOrOwn,
    phone: staffOrOwn,
    emailReminders: staffOrOwn,
    smsReminders: staffOrOwn,
    pushReminders: staffOrOwn,
    since: staffOrOwn,
  },
  UpdateMyProfilePayload: { profile: can('customer.updateOwn') },
  ...connectionPermissions('CustomerProfile', can('customer.read')),
};
