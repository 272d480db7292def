import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { Forbidden, Unauthenticated, Unavailable } from '@freehold/kernel/errors/refusals';
import { frozen } from '../cache/frozen.ts';
import type { Entitlements, Granted } from '../entitlements/entitlements.ts';
import { PaymentRequired, TenantCanceled, TenantClosed } from '../refusals/refusals.ts';
import type { AccessClaims, AccessTokens } from './access-token.ts';
import type { Sessions } from './sessions.ts';
import type { HostTenant, TenantHosts } from './tenant-hosts.ts';

const CANCELED = new Set(['DEACTIVATED', 'ERASED']);

/** What a request or a socket brings to say who it is. */
export interface Credentials {
  /** The `Host` header. */
  readonly host: string | undefined;
  /** The `Authorization` header, or its like in `connection_init`. */
  readonly authorization: string | undefined;
  /** The `X-Tenant-ID` header: may only repeat what the host says. */
  readonly tenantId: string | undefined;
}

/** What {@link Callers} are made of. */
export interface CallersParts {
  readonly hosts: TenantHosts;
  readonly tokens: AccessTokens;
  readonly sessions: Sessions;
  readonly entitlements: Entitlements;
}

function refuseForeign(tenant: HostTenant | null, claims: AccessClaims | null, tenantId: string | undefined) {
  const own = tenant?.tenantId;
  if ((claims && claims.tid !== own) || (tenantId !== undefined && tenantId !== own))
    throw new Forbidden('This access belongs to another address.');
}

function refuseClosed(tenant: HostTenant | null): void {
  if (tenant?.access === 'SUSPENDED') throw new PaymentRequired();
  if (tenant && CANCELED.has(tenant.access)) throw new TenantCanceled(tenant.access);
  if (tenant?.access === 'PROVISIONING') throw new Unavailable('This address is being set up.');
}

/** Says who asks. Host, token and session must name one tenant; what is believed of each is seconds old at most. */
export class Callers {
  readonly #parts: CallersParts;
  /** The same object for as long as both are believed. */
  readonly #tenants = new WeakMap<HostTenant, { readonly granted: Granted; readonly tenant: CallerTenant }>();

  constructor(parts: CallersParts) {
    this.#parts = parts;
  }

  /**
   * The caller with its rights as they are now; anonymous without a token.
   * @throws {Unauthenticated} for a token that is not valid, or whose session has ended.
   * @throws {Forbidden} when the token or the header names another tenant than the host.
   * @throws {TenantClosed} when the tenant's access has ended.
   * @throws {Unavailable} when tenancy does not answer.
   */
  async identify(credentials: Credentials, requestId: string): Promise<Caller> {
    return this.known(credentials, requestId) ?? this.#ask(credentials, requestId);
  }

  /** The same where nobody has to be asked for it; null where somebody has. @throws as {@link identify} does. */
  known(credentials: Credentials, requestId: string): Caller | null {
    const { hosts, tokens, sessions, entitlements } = this.#parts;
    const claims = tokens.known(credentials.authorization);
    const tenant = hosts.known(credentials.host);
    if (claims === undefined || tenant === undefined) return null;
    refuseForeign(tenant, claims, credentials.tenantId);
    refuseClosed(tenant);
    const member = claims && sessions.known(claims);
    const granted = tenant && entitlements.known(tenant.tenantId);
    if (member === undefined || granted === undefined) return null;
    return { kind: 'public', requestId, tenant: this.#entitled(tenant, granted), member };
  }

  /**
   * When the token runs out, in milliseconds since 1970; null without a token.
   * @throws {Unauthenticated} for a token that is not valid.
   */
  async expiryOf({ authorization }: Credentials): Promise<number | null> {
    const claims = await this.#parts.tokens.read(authorization);
    return claims ? claims.exp * 1000 : null;
  }

  async #ask(credentials: Credentials, requestId: string): Promise<Caller> {
    const { hosts, tokens, sessions, entitlements } = this.#parts;
    const claims = await tokens.read(credentials.authorization);
    const tenant = await hosts.find(credentials.host);
    refuseForeign(tenant, claims, credentials.tenantId);
    refuseClosed(tenant);
    const [member, granted] = await Promise.all([
      claims ? sessions.memberOf(claims) : null,
      tenant ? entitlements.of(tenant.tenantId) : null,
    ]);
    return { kind: 'public', requestId, tenant: this.#entitled(tenant, granted), member };
  }

  #entitled(host: HostTenant | null, granted: Granted | null): CallerTenant | null {
    if (!host || !granted) return null;
    const known = this.#tenants.get(host);
    if (known?.granted === granted) return known.tenant;
    const { tenantId: id, edition, timeZone, currency } = host;
    const tenant = frozen({ id, edition, timeZone, currency, ...granted });
    this.#tenants.set(host, { granted, tenant });
    return tenant;
  }
}

/** True for a refusal that ends a socket, because its session or its tenant is no more. */
export function endsAccess(refusal: unknown): refusal is DomainError {
  return [Unauthenticated, Forbidden, TenantClosed].some((kind) => refusal instanceof kind);
}
