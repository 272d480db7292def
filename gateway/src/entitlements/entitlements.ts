import type { CallerTenant } from '@freehold/kernel/caller/caller';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Clock } from '@freehold/kernel/values/clock';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ShortLivedCache } from '../cache/short-lived-cache.ts';
import { askSubgraph } from '../subgraphs/ask-subgraph.ts';

const TENANTS_MAX = 10_000;
const LIFETIME_MS = 30_000;
const UNSURE_LIFETIME_MS = 2_000;

/** What a tenant's plan gives it. */
export type Granted = Pick<CallerTenant, 'plan' | 'features' | 'upgrades' | 'limits'>;

const CLOSED: Granted = { plan: null, features: [], upgrades: {}, limits: {} };

const entitlementsSchema = z.object({
  plan: z.string(),
  features: z.array(z.string()),
  upgrades: z.array(z.object({ feature: z.string(), cheapestGrant: z.string() })),
  limits: z.array(z.object({ meter: z.string(), cap: z.number().nullable() })),
});

const ENTITLEMENTS_QUESTION = {
  query: `query Entitlements($tenantId: ID!) {
    _entitlements(tenantId: $tenantId) {
      plan features upgrades { feature cheapestGrant } limits { meter cap }
    }
  }`,
  answer: z.object({ _entitlements: entitlementsSchema.nullable() }),
};

/** In one order, so that equal rights look equal. */
function inOrder<V>(entries: readonly (readonly [string, V])[]): Record<string, V> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function grantedOf({ plan, features, upgrades, limits }: z.infer<typeof entitlementsSchema>): Granted {
  return {
    plan,
    features: features.toSorted(),
    upgrades: inOrder(upgrades.map(({ feature, cheapestGrant }) => [feature, cheapestGrant])),
    limits: inOrder(limits.map(({ meter, cap }) => [meter, cap])),
  };
}

/** What {@link Entitlements} needs. */
export interface EntitlementsOptions {
  readonly billing: SubgraphClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether billing tells of changes at present; otherwise answers are believed for 2 seconds only. */
  isToldOfChanges(): boolean;
}

/**
 * What each tenant is entitled to, asked of billing and believed until it says otherwise, at most 30 seconds; a minute
 * where billing does not answer.
 */
export class Entitlements {
  readonly #cache: ShortLivedCache<Granted>;

  constructor({ billing, clock, logger, isToldOfChanges }: EntitlementsOptions) {
    this.#cache = new ShortLivedCache<Granted>({
      entriesMax: TENANTS_MAX,
      clock,
      lifetimeMs: ({ plan }) => (plan !== null && isToldOfChanges() ? LIFETIME_MS : UNSURE_LIFETIME_MS),
      load: async (tenantId) => {
        const question = { ...ENTITLEMENTS_QUESTION, variables: { tenantId } };
        const { _entitlements: found } = await askSubgraph(billing, question, logger);
        return found ? grantedOf(found) : CLOSED;
      },
      mayStay: ({ plan }) => plan !== null,
      // A silence is remembered as well: not every request must wait for a subgraph that is away.
      standIn: CLOSED,
    });
  }

  /** What the tenant is entitled to; nothing, with a null plan, when billing does not answer and has not of late. */
  of(tenantId: string): Promise<Granted> {
    return this.#cache.get(tenantId);
  }

  /** The same where billing need not be asked; undefined where it must. */
  known(tenantId: string): Granted | undefined {
    return this.#cache.known(tenantId);
  }

  /** Forgets a tenant; with null asks anew for all of them, of whom nothing is known to have changed. */
  forget(tenantId: string | null): void {
    if (tenantId === null) this.#cache.doubt();
    else this.#cache.forget(tenantId);
  }
}
