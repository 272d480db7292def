import type { Role } from '../graphql/generated/graphql.ts';

const STAFF: ReadonlySet<Role> = new Set(['TENANT_OWNER', 'TENANT_ADMIN', 'TRAINER']);

/** Whoever has a role; the server has the last word, this only decides what to show. */
export interface Bearer {
  readonly roles: readonly Role[];
}

/** Works for the tenant. */
export function isStaff({ roles }: Bearer): boolean {
  return roles.some((role) => STAFF.has(role));
}

/** Books for themselves. */
export function isCustomer({ roles }: Bearer): boolean {
  return roles.includes('CUSTOMER');
}

/** May say what is offered, and by which rules. */
export function isAdministrator({ roles }: Bearer): boolean {
  return roles.includes('TENANT_OWNER') || roles.includes('TENANT_ADMIN');
}

/** May change the plan of the tenant. */
export function isOwner({ roles }: Bearer): boolean {
  return roles.includes('TENANT_OWNER');
}

const TITLES: readonly (readonly [Role, string])[] = [
  ['TENANT_OWNER', 'Owner'],
  ['TENANT_ADMIN', 'Administrator'],
  ['TRAINER', 'Staff'],
  ['CUSTOMER', 'Customer'],
];

/** The highest role in a word, for a name plate. */
export function titleOf({ roles }: Bearer): string {
  return TITLES.find(([role]) => roles.includes(role))?.[1] ?? 'Guest';
}
