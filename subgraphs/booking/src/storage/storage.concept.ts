import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { RemoveObject } from './storage.jobs.ts';
import { removeObject } from './storage.service.ts';
import { StorageUse } from './storage-use.entity.ts';

/** Bytes that are kept for a tenant beside its rows: how many there are, and how they go. */
export const storageConcept = defineConcept({
  name: 'storage',
  entities: [StorageUse],
  permissions: {},
  jobs: [runs(RemoveObject, removeObject)],
});
