import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';

export const subscriptionActions = {
  'billing.read': STAFF,
  'plan.change': ['TENANT_OWNER'],
} satisfies Actions;

/** What a company pays for is no business of its customers; only its owner decides it. */
export const subscriptionPermissions: Permissions = {
  Tenant: { plan: can('billing.read') },
  Mutation: { changePlan: can('plan.change') },
  ChangePlanPayload: { tenant: can('plan.change') },
};
