import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const jobPhotoActions = { 'job.changePhotos': STAFF } satisfies Actions;

const changesPhotos = can('job.changePhotos');

/** Photos show where somebody lives: they are reached through the job alone, which staff and its holder may see. */
export const jobPhotoPermissions: Permissions = {
  Mutation: { addJobPhoto: changesPhotos, removeJobPhoto: changesPhotos },
  Job: { photos: signedIn },
  JobPhoto: {
    id: signedIn,
    url: signedIn,
    bytes: signedIn,
    kind: signedIn,
    isLocked: signedIn,
    takenAt: signedIn,
    addedAt: signedIn,
    addedBy: can('booking.read'),
  },
  AddJobPhotoPayload: { jobPhoto: changesPhotos },
  RemoveJobPhotoPayload: { jobPhotoId: changesPhotos },
  ...connectionPermissions('JobPhoto', signedIn),
};
