import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { allOf, can, feature, type Permissions } from '@freehold/kernel/permissions/rules';

export const usageActions = { 'usage.read': STAFF } satisfies Actions;

/** How much a company uses is for those who work there, whatever its plan; what will come of it, where the plan includes it. */
export const usagePermissions: Permissions = {
  Tenant: { usage: can('usage.read') },
  Meter: { usage: can('usage.read') },
  Subscription: { usageChanged: can('usage.read') },
  Usage: {
    id: can('usage.read'),
    meter: can('usage.read'),
    used: can('usage.read'),
    forecast: allOf(can('usage.read'), feature('analytics')),
    periodStartsAt: can('usage.read'),
    resetsAt: can('usage.read'),
    updatedAt: can('usage.read'),
  },
};
