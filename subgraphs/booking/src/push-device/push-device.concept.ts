import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { PushDevice } from './push-device.entity.ts';
import { pushDeviceActions, pushDevicePermissions } from './push-device.permissions.ts';
import { PushDeviceResolver } from './push-device.resolver.ts';

/** The devices on which members are told things. */
export const pushDeviceConcept = defineConcept({
  name: 'push-device',
  entities: [PushDevice],
  resolvers: [PushDeviceResolver],
  actions: pushDeviceActions,
  permissions: pushDevicePermissions,
});
