import { z } from 'zod';
import type { Id } from '../values/id.ts';
import { idSchema } from '../values/id-schema.ts';
import { ROLES } from './role.ts';

/** The id of a tenant. */
export type TenantId = Id<'tnt'>;
/** The id of a person's membership of one tenant. */
export type MemberId = Id<'mbr'>;
/** The id of a person, across tenants. */
export type IdentityId = Id<'idn'>;

const tenantSchema = z.object({
  id: idSchema('tnt'),
  edition: z.string(),
  timeZone: z.string(),
  /** ISO 4217 code of the tenant's prices. */
  currency: z.string(),
  /** The plan's key, such as `fitness:pro`; null when entitlements are unknown, and then nothing is granted. */
  plan: z.string().nullable(),
  /** Boolean features that the tenant has. */
  features: z.array(z.string()),
  /** For each feature that it has not: the key of the cheapest plan or add-on that grants it. */
  upgrades: z.record(z.string(), z.string()),
  /** Meter to cap; null is unlimited, and a meter that is not named has the cap 0. */
  limits: z.record(z.string(), z.number().int().nonnegative().nullable()),
});

const memberSchema = z.object({
  id: idSchema('mbr'),
  identityId: idSchema('idn'),
  sessionId: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** What the roles allow, as `concept.verb`. */
  actions: z.array(z.string()),
});

/** The shape of a caller as it crosses between processes. Nobody comes in as a job. */
export const callerSchema = z.object({
  /** `gateway` is the gateway itself asking; everybody else is `public`. */
  kind: z.enum(['public', 'gateway']),
  requestId: z.string(),
  tenant: tenantSchema.nullable(),
  member: memberSchema.nullable(),
});

/** Who asks: the tenant, the person in it (null when nobody is signed in), and what both are allowed. */
export type Caller = Omit<z.infer<typeof callerSchema>, 'kind'> & {
  /** `job` is a job of this subgraph, in whose tenant nobody is signed in. */
  readonly kind: 'public' | 'gateway' | 'job';
};
/** The tenant that a caller asks in, with its entitlements. */
export type CallerTenant = z.infer<typeof tenantSchema>;
/** The signed-in person, with what the roles allow. */
export type CallerMember = z.infer<typeof memberSchema>;

/** A tenant of which only the id is known: nothing granted, nothing counted. */
export function bareTenant(id: TenantId): CallerTenant {
  return {
    id,
    edition: '',
    timeZone: 'UTC',
    currency: 'XXX',
    plan: null,
    features: [],
    upgrades: {},
    limits: {},
  };
}
