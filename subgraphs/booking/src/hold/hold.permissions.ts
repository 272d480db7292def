import { MEMBERS } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions } from '@freehold/kernel/permissions/rules';
import { Hold } from './hold.entity.ts';

export const holdActions = { 'hold.create': MEMBERS } satisfies Actions;

const own = anyOf(
  can('customer.bookFor'),
  isOwn(Hold, (hold, member) => hold.customerId === member.id),
);

/** A hold is its member's own affair, and of the staff who may hold for them; others see that seats are gone. */
export const holdPermissions: Permissions = {
  Mutation: { createHold: can('hold.create'), releaseHold: can('hold.create') },
  Hold: { id: own, session: own, offering: own, startsAt: own, seats: own, seatPrice: own, expiresAt: own },
  CreateHoldPayload: { hold: can('hold.create') },
  ReleaseHoldPayload: { releasedHoldId: can('hold.create') },
};
