import { can, gatewayOnly, type Permissions } from '@freehold/kernel/permissions/rules';

/** Staff see what their company may use; the gateway puts it into passports. */
export const entitlementPermissions: Permissions = {
  Tenant: { entitlements: can('billing.read') },
  Entitlement: {
    feature: can('billing.read'),
    granted: can('billing.read'),
    source: can('billing.read'),
    cheapestGrant: can('billing.read'),
  },
  Query: { _entitlements: gatewayOnly },
  Subscription: { _entitlementsChanged: gatewayOnly },
  _TenantEntitlements: {
    plan: gatewayOnly,
    features: gatewayOnly,
    upgrades: gatewayOnly,
    limits: gatewayOnly,
  },
  _Upgrade: { feature: gatewayOnly, cheapestGrant: gatewayOnly },
  _Limit: { meter: gatewayOnly, cap: gatewayOnly },
  _EntitlementsChange: { tenantId: gatewayOnly },
};
