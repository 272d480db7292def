import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Booking } from '../booking/booking.entity.ts';

export const jobActions = {
  'job.book': MEMBERS,
  'job.changePhotos': STAFF,
} satisfies Actions;

const changesPhotos = can('job.changePhotos');
const staffOrOwn = anyOf(
  can('booking.read'),
  isOwn(Booking, (booking, member) => booking.customerId === member.id),
);

/** An address is personal: a job is reached through its booking alone, which staff and its holder may see. */
export const jobPermissions: Permissions = {
  Mutation: { bookJob: can('job.book'), addJobPhoto: changesPhotos, removeJobPhoto: changesPhotos },
  Booking: { job: staffOrOwn },
  Job: {
    id: signedIn,
    address: signedIn,
    propertySquareMeters: signedIn,
    notes: signedIn,
    quote: signedIn,
    photos: signedIn,
  },
  JobAddress: { street: signedIn, postalCode: signedIn, city: signedIn, country: signedIn },
  JobPhoto: {
    id: signedIn,
    url: signedIn,
    kind: signedIn,
    takenAt: signedIn,
    addedAt: signedIn,
    addedBy: can('booking.read'),
  },
  BookJobPayload: { booking: signedIn },
  AddJobPhotoPayload: { jobPhoto: changesPhotos },
  RemoveJobPhotoPayload: { jobPhotoId: changesPhotos },
  ...connectionPermissions('JobPhoto', signedIn),
};
