import { gatewayOnly, type Permissions } from '@freehold/kernel/permissions/rules';

/** Tenants are made by the platform alone. */
export const provisioningPermissions: Permissions = {
  Mutation: { _provisionTenant: gatewayOnly },
  _ProvisionTenantPayload: { tenantId: gatewayOnly },
};
