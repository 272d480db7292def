import { MEMBERS } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { Booking } from '../booking/booking.entity.ts';

export const jobActions = {
  'job.book': MEMBERS,
} satisfies Actions;

const staffOrOwn = anyOf(
  can('booking.read'),
  isOwn(Booking, (booking, member) => booking.customerId === member.id),
);

/** An address is personal: a job is reached through its booking alone, which staff and its holder may see. */
export const jobPermissions: Permissions = {
  Mutation: { bookJob: can('job.book') },
  Booking: { job: staffOrOwn },
  Job: {
    id: signedIn,
    address: signedIn,
    propertySquareMeters: signedIn,
    notes: signedIn,
    quote: signedIn,
  },
  JobAddress: { street: signedIn, postalCode: signedIn, city: signedIn, country: signedIn },
  BookJobPayload: { booking: signedIn },
};
