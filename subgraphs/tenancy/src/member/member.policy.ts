import { type Role, STAFF } from '@freehold/kernel/caller/role';

/** As what somebody counts against the plan: one seat of the staff, or one customer, never both. */
export type Headcount = 'staffSeats' | 'endUsers';

const staff: ReadonlySet<Role> = new Set(STAFF);

/** Whoever works for the tenant takes a seat, customer or not; who is only a customer is an end user. */
export function headcountOf(roles: readonly Role[]): Headcount {
  return roles.some((role) => staff.has(role)) ? 'staffSeats' : 'endUsers';
}
