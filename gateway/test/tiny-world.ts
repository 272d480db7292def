import type { MemberId, TenantId } from '@freehold/kernel/caller/caller';
import type { Role } from '@freehold/kernel/caller/role';
import { newId } from '@freehold/kernel/values/id';
import { Topic } from './memory-subgraph.ts';

/** A tenant of the tiny house. */
export interface TinyTenant {
  readonly id: TenantId;
  readonly host: string;
  readonly name: string;
  access: string;
  plan: string | null;
  features: string[];
  /** Meter to cap; null is unlimited. */
  caps: Record<string, number | null>;
}

/** A session of somebody who signed in. */
export interface TinySession {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  readonly identityId: string;
  roles: Role[];
  expiresAt: Date;
}

/** What changes while a test runs. */
export class TinyWorld {
  readonly tenants: TinyTenant[] = [];
  readonly sessions = new Map<string, TinySession>();
  readonly accessChanged = new Topic<{ tenantId: string | null; sessionId: string | null }>();
  readonly entitlementsChanged = new Topic<{ tenantId: string }>();
  /** So many events may be missed by who comes back. */
  missedMax = 500;
  readonly seatsChanged = new Topic<{ tenantId: string; id: string; seatsTaken: number }>();

  addTenant(slug: string, features: string[] = ['analytics']): TinyTenant {
    const tenant: TinyTenant = {
      id: newId('tnt'),
      host: `${slug}.localhost`,
      name: slug,
      access: 'FULL',
      plan: features.length > 0 ? 'fitness:pro' : 'fitness:starter',
      features,
      caps: { classes: 10 },
    };
    this.tenants.push(tenant);
    return tenant;
  }

  signIn({ id }: TinyTenant, roles: Role[] = ['TENANT_OWNER']): TinySession {
    const session: TinySession = {
      id: newId('ses'),
      tenantId: id,
      memberId: newId('mbr'),
      identityId: newId('idn'),
      roles,
      expiresAt: new Date(Date.now() + 3_600_000),
    };
    this.sessions.set(session.id, session);
    return session;
  }

  /** Ends a session and says so, as tenancy does. */
  end({ id, tenantId }: TinySession): void {
    this.sessions.delete(id);
    this.accessChanged.publish({ tenantId, sessionId: id });
  }

  /** Gives a tenant other features and says so, as billing does. */
  entitle(tenant: TinyTenant, features: string[]): void {
    tenant.features = features;
    tenant.plan = features.length > 0 ? 'fitness:pro' : 'fitness:starter';
    this.entitlementsChanged.publish({ tenantId: tenant.id });
  }
}
