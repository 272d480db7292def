import { can, type Permissions } from '@freehold/kernel/permissions/rules';

/** How much a company may grow on its plan is for its staff. */
export const meterPermissions: Permissions = {
  Tenant: { meters: can('billing.read') },
  Meter: {
    key: can('billing.read'),
    name: can('billing.read'),
    limit: can('billing.read'),
    enforcement: can('billing.read'),
  },
};
