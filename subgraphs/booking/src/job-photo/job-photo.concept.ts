import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { JobPhoto } from './job-photo.entity.ts';
import { jobPhotoActions, jobPhotoPermissions } from './job-photo.permissions.ts';
import { JobPhotoResolver, JobPhotosResolver } from './job-photo.resolver.ts';

/** Photos that prove how a job was done. */
export const jobPhotoConcept = defineConcept({
  name: 'job-photo',
  entities: [JobPhoto],
  resolvers: [JobPhotosResolver, JobPhotoResolver],
  actions: jobPhotoActions,
  permissions: jobPhotoPermissions,
});
