import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Clock } from '@freehold/kernel/values/clock';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ShortLivedCache } from '../cache/short-lived-cache.ts';
import type { RightsChange } from '../feeds/rights-changes.ts';
import { askSubgraph } from '../subgraphs/ask-subgraph.ts';
import { hostNameOf } from './host-name.ts';

const HOSTS_MAX = 10_000;
/** Headers that are longer are read anew each time; names end at 253 characters. */
const HEADER_LENGTH_MAX = 300;
const LIFETIME_MS = 30_000;
const UNSURE_LIFETIME_MS = 2_000;

const hostTenantSchema = z.object({
  tenantId: idSchema('tnt'),
  edition: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  access: z.string(),
});

const HOST_QUESTION = {
  query: 'query Host($host: String!) { _host(host: $host) { tenantId edition timeZone currency access } }',
  answer: z.object({ _host: hostTenantSchema.nullable() }),
};

/** The tenant behind a host name. */
export type HostTenant = z.infer<typeof hostTenantSchema>;

/** What {@link TenantHosts} needs. */
export interface TenantHostsOptions {
  readonly tenancy: SubgraphClient;
  /** The platform's own hosts, which belong to no tenant. */
  readonly baseDomains: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether tenancy tells of changes at present; otherwise answers are believed for 2 seconds only. */
  isToldOfChanges(): boolean;
}

/** Which tenant a host name belongs to, asked of tenancy and believed for 30 seconds; a minute where it does not answer. */
export class TenantHosts {
  readonly #baseDomains: ReadonlySet<string>;
  readonly #cache: ShortLivedCache<HostTenant | null>;
  /** What headers say that were read before: it never changes. */
  readonly #names = new LRUCache<string, { readonly host: string | null }>({ max: HOSTS_MAX });

  constructor({ tenancy, baseDomains, clock, logger, isToldOfChanges }: TenantHostsOptions) {
    this.#baseDomains = new Set(baseDomains);
    this.#cache = new ShortLivedCache<HostTenant | null>({
      entriesMax: HOSTS_MAX,
      clock,
      // A host that is unknown now may be a tenant a moment later.
      lifetimeMs: (tenant) => (tenant && isToldOfChanges() ? LIFETIME_MS : UNSURE_LIFETIME_MS),
      load: async (host) =>
        (await askSubgraph(tenancy, { ...HOST_QUESTION, variables: { host } }, logger))._host,
      mayStay: (tenant) => tenant !== null,
    });
  }

  /**
   * The tenant of a `Host` header; null for the platform's own hosts and for unknown ones.
   * @throws {Unavailable} when tenancy does not answer.
   */
  async find(hostHeader: string | undefined): Promise<HostTenant | null> {
    const host = this.#tenantHost(hostHeader);
    return host === null ? null : this.#cache.get(host);
  }

  /** The same where tenancy need not be asked; undefined where it must. */
  known(hostHeader: string | undefined): HostTenant | null | undefined {
    const host = this.#tenantHost(hostHeader);
    return host === null ? null : this.#cache.known(host);
  }

  /** Forgets all answers; asks anew where no tenant is known to have changed. */
  forget({ tenantId }: Pick<RightsChange, 'tenantId'>): void {
    if (tenantId === null) this.#cache.doubt();
    else this.#cache.forget();
  }

  /** Null for what can be no tenant's. */
  #tenantHost(hostHeader = ''): string | null {
    const known = this.#names.get(hostHeader);
    if (known) return known.host;
    const name = hostNameOf(hostHeader);
    const host = name === null || this.#baseDomains.has(name) ? null : name;
    if (hostHeader.length <= HEADER_LENGTH_MAX) this.#names.set(hostHeader, { host });
    return host;
  }
}
