import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, gatewayOnly, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

export const tenantActions = { 'tenant.read': STAFF } satisfies Actions;

/** What stands on a tenant's public page is for everybody; how it stands with the platform is not. */
export const tenantPermissions: Permissions = {
  Query: { tenant: anyone, _host: gatewayOnly },
  Tenant: {
    id: anyone,
    slug: anyone,
    name: anyone,
    edition: anyone,
    timeZone: anyone,
    locale: anyone,
    currency: anyone,
    access: signedIn,
    createdAt: can('tenant.read'),
  },
  _HostTenant: {
    tenantId: gatewayOnly,
    edition: gatewayOnly,
    timeZone: gatewayOnly,
    currency: gatewayOnly,
    access: gatewayOnly,
  },
};
