import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { Forbidden, Unauthenticated, Unavailable } from '@freehold/kernel/errors/refusals';
import type { Entitlements } from '../entitlements/entitlements.ts';
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
  const isForeign = [claims?.tid, tenantId].some((id) => id !== undefined && id !== tenant?.tenantId);
  if (isForeign) throw new Forbidden('This access belongs to another address.');
}

function refuseClosed(tenant: HostTenant | null): void {
  if (tenant?.access === 'SUSPENDED') throw new PaymentRequired();
  if (tenant && CANCELED.has(tenant.access)) throw new TenantCanceled(tenant.access);
  if (tenant?.access === 'PROVISIONING') throw new Unavailable('This address is being set up.');
}

/** Says who asks. Host, token and session must name one tenant; what is believed of each is seconds old at most. */
export class Callers {
  readonly #parts: CallersParts;

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
    const { hosts, tokens, sessions } = this.#parts;
    const claims = await tokens.read(credentials.authorization);
    const tenant = await hosts.find(credentials.host);
    refuseForeign(tenant, claims, credentials.tenantId);
    refuseClosed(tenant);
    const [member, callerTenant] = await Promise.all([
      claims ? sessions.memberOf(claims) : null,
      tenant ? this.#entitled(tenant) : null,
    ]);
    return { kind: 'public', requestId, tenant: callerTenant, member };
  }

  /**
   * When the token runs out, in milliseconds since 1970; null without a token.
   * @throws {Unauthenticated} for a token that is not valid.
   */
  async expiryOf({ authorization }: Credentials): Promise<number | null> {
    const claims = await this.#parts.tokens.read(authorization);
    return claims ? claims.exp * 1000 : null;
  }

  async #entitled({ tenantId, edition, timeZone, currency }: HostTenant): Promise<CallerTenant> {
    return { id: tenantId, edition, timeZone, currency, ...(await this.#parts.entitlements.of(tenantId)) };
  }
}

/** True for a refusal that ends a socket, because its session or its tenant is no more. */
export function endsAccess(refusal: unknown): boolean {
  return [Unauthenticated, Forbidden, TenantClosed].some((kind) => refusal instanceof kind);
}
