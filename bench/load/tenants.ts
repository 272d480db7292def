/** What can be booked at a tenant. */
export type Booked = 'CLASS' | 'APPOINTMENT' | 'JOB';

/** A tenant of the run: 100 people on the largest plan of its edition. */
export interface LoadTenant {
  readonly slug: string;
  readonly edition: string;
  readonly plan: string;
  readonly kind: Booked;
}

/** One of its people. */
export interface Person {
  readonly tenant: LoadTenant;
  readonly email: string;
  readonly role: 'TENANT_OWNER' | 'TRAINER' | 'CUSTOMER';
}

export const PASSWORD = 'load-of-a-thousand';
/** Of each tenant. */
export const PEOPLE = 100;
/** One owner and four of the staff; the others are customers. */
const STAFF = 5;

const EDITIONS: readonly Omit<LoadTenant, 'slug'>[] = [
  { edition: 'fitness', plan: 'fitness:enterprise', kind: 'CLASS' },
  { edition: 'clinic', plan: 'clinic:enterprise', kind: 'CLASS' },
  { edition: 'fence', plan: 'fence:enterprise', kind: 'JOB' },
  { edition: 'hotel', plan: 'hotel:premium', kind: 'CLASS' },
  { edition: 'chatbot', plan: 'chatbot:enterprise', kind: 'CLASS' },
];

/** Two tenants of each edition. */
export const TENANTS: readonly LoadTenant[] = EDITIONS.flatMap((facts) =>
  [1, 2].map((index) => ({ ...facts, slug: `${facts.edition}${index}` })),
);

function roleOf(index: number): Person['role'] {
  if (index === 0) return 'TENANT_OWNER';
  return index < STAFF ? 'TRAINER' : 'CUSTOMER';
}

/** The people of a tenant, its owner first. */
export function peopleOf(tenant: LoadTenant): Person[] {
  return Array.from({ length: PEOPLE }, (_, index) => ({
    tenant,
    email: `person${index}@${tenant.slug}.test`,
    role: roleOf(index),
  }));
}

/** What tenancy is asked to make. */
export function provisioningOf(tenant: LoadTenant) {
  const { slug, edition, plan } = tenant;
  return {
    slug,
    edition,
    plan,
    name: `Load of ${slug}`,
    timeZone: 'Europe/Oslo',
    locale: 'nb-NO',
    currency: 'NOK',
    trial: false,
    people: peopleOf(tenant).map(({ email, role }, index) => ({
      name: `Person ${index} of ${slug}`,
      email,
      password: PASSWORD,
      roles: [role],
    })),
  };
}
