import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Scan } from './scan.entity.ts';
import { scanActions, scanPermissions } from './scan.permissions.ts';
import { CheckInListScansResolver, ScanResolver } from './scan.resolver.ts';

export const scanConcept = defineConcept({
  name: 'scan',
  entities: [Scan],
  resolvers: [ScanResolver, CheckInListScansResolver],
  actions: scanActions,
  permissions: scanPermissions,
});
