import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { PhotoUpload } from './photo-upload.entity.ts';
import { GiveUploadUp } from './photo-upload.jobs.ts';
import { photoUploadPermissions } from './photo-upload.permissions.ts';
import { PhotoUploadResolver } from './photo-upload.resolver.ts';
import { giveUploadUp } from './photo-upload.service.ts';

/** Photos on their way in: bytes that are put before a row leads to them. */
export const photoUploadConcept = defineConcept({
  name: 'photo-upload',
  entities: [PhotoUpload],
  resolvers: [PhotoUploadResolver],
  permissions: photoUploadPermissions,
  jobs: [runs(GiveUploadUp, giveUploadUp)],
});
