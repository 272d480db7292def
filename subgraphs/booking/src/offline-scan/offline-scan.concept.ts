import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { offlineScanPermissions } from './offline-scan.permissions.ts';
import { OfflineScanResolver } from './offline-scan.resolver.ts';

/** What scanners need before and after they lose their network. */
export const offlineScanConcept = defineConcept({
  name: 'offline-scan',
  resolvers: [OfflineScanResolver],
  permissions: offlineScanPermissions,
});
