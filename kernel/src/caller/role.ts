/** The built-in roles: three of the platform's staff, four inside a tenant. */
export const ROLES = [
  'PLATFORM_OWNER',
  'PLATFORM_ADMIN',
  'PLATFORM_SUPPORT',
  'TENANT_OWNER',
  'TENANT_ADMIN',
  'TRAINER',
  'CUSTOMER',
] as const;

/** One of the built-in roles. */
export type Role = (typeof ROLES)[number];

/** Everybody who belongs to a tenant, customers included. */
export const MEMBERS = [
  'TENANT_OWNER',
  'TENANT_ADMIN',
  'TRAINER',
  'CUSTOMER',
] as const satisfies readonly Role[];

/** Those who work for the tenant. */
export const STAFF = ['TENANT_OWNER', 'TENANT_ADMIN', 'TRAINER'] as const satisfies readonly Role[];

/** Those who administer the tenant. */
export const ADMINS = ['TENANT_OWNER', 'TENANT_ADMIN'] as const satisfies readonly Role[];
