import { ROLES } from '@freehold/kernel/caller/role';
import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** A tenant was made, with its first people, and can be asked at its address. */
export const TenantProvisioned = defineEvent(
  'tenancy.tenant-provisioned',
  z.object({
    tenantId: z.string(),
    /** The label before the host's first dot. */
    slug: z.string(),
    /** The edition's key: 'fitness'. */
    edition: z.string(),
    /** The key of its first plan: 'fitness:pro'. */
    plan: z.string(),
    /** Whether it starts with the edition's free trial. */
    trial: z.boolean(),
    /** IANA name. */
    timeZone: z.string(),
    /** As its customers know it. */
    name: z.string().optional(),
    /** ISO 4217 code of its prices. */
    currency: z.string().optional(),
    /** BCP 47 tag. */
    locale: z.string().optional(),
  }),
);

/**
 * What somebody may do has changed. Of one session: it ended before its time, since somebody signed out or a refresh
 * token was used a second time. Of all sessions of the tenant: its access changed, or what a member of it is.
 */
export const AccessChanged = defineEvent(
  'tenancy.access-changed',
  z.object({
    /** Null for all of the tenant. */
    sessionId: z.string().nullable(),
  }),
);

/** Somebody belongs to a tenant from now on, as staff or as a customer. */
export const MemberJoined = defineEvent(
  'tenancy.member-joined',
  z.object({
    memberId: idSchema('mbr'),
    name: z.string(),
    /** In lower case. */
    email: z.string(),
    /** The language in which they are addressed until they choose another: the tenant's, a BCP 47 tag. */
    locale: z.string().nullable(),
    roles: z.array(z.enum(ROLES)),
  }),
);
