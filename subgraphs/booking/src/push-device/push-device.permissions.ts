import { MEMBERS } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';

export const pushDeviceActions = {
  'pushDevice.register': MEMBERS,
} satisfies Actions;

/** Everybody has devices of their own, and sees nobody else's. */
export const pushDevicePermissions: Permissions = {
  Mutation: {
    registerPushDevice: can('pushDevice.register'),
    forgetPushDevice: can('pushDevice.register'),
  },
  PushDevice: { id: can('pushDevice.register'), registeredAt: can('pushDevice.register') },
  RegisterPushDevicePayload: { device: can('pushDevice.register') },
  ForgetPushDevicePayload: { forgottenDeviceId: can('pushDevice.register') },
};
