import type { Role } from '@freehold/kernel/caller/role';

/** Somebody who belongs to a new tenant from the start. */
export interface NewPerson {
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly roles: readonly Role[];
  /** Null for somebody who cannot sign in with one. */
  readonly password?: string | null | undefined;
}

/** Customers who are only counted: they have a number for a name, and an address that no mail can reach. */
export function furtherCustomers(slug: string, count: number): readonly NewPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Customer ${index + 1}`,
    email: `customer-${index + 1}@${slug}.invalid`,
    roles: ['CUSTOMER'],
  }));
}
