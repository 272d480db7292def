import { randomUUID } from 'node:crypto';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Clock } from '@freehold/kernel/values/clock';
import { ShortLivedCache } from '../cache/short-lived-cache.ts';
import type { Guarded } from '../guard/guarded-subgraph.ts';
import { gatewayCaller } from '../subgraphs/gateway-caller.ts';

const LIFETIME_MS = 1_000;
const ANSWER_MS_MAX = 2_000;
const SUBGRAPHS_MAX = 100;

/** Whether the feed of changes of a subgraph is heard. */
export interface HeardFeed {
  readonly name: string;
  readonly isLive: boolean;
}

/** What {@link Readiness} looks at. */
export interface ReadinessParts {
  readonly subgraphs: readonly SubgraphClient[];
  readonly guards: readonly Pick<Guarded, 'name' | 'isResting' | 'isOverloaded'>[];
  readonly feeds: readonly HeardFeed[];
  readonly clock: Clock;
}

async function answers(client: SubgraphClient): Promise<boolean> {
  if (client.isReady) return client.isReady();
  await client.execute({ query: '{ __typename }', caller: gatewayCaller(randomUUID()) });
  return true;
}

async function isReady(client: SubgraphClient): Promise<boolean> {
  const { promise: isLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ANSWER_MS_MAX);
  const told = answers(client).catch(() => false);
  return Promise.race([told, isLate]).finally(() => clearTimeout(timer));
}

/** Whether everything behind the gateway is there, databases included; each subgraph is asked once a second at most. */
export class Readiness {
  readonly #parts: ReadinessParts;
  readonly #answers: ShortLivedCache<boolean>;

  constructor(parts: ReadinessParts) {
    this.#parts = parts;
    const clients = new Map(parts.subgraphs.map((client) => [client.name, client]));
    this.#answers = new ShortLivedCache<boolean>({
      entriesMax: SUBGRAPHS_MAX,
      clock: parts.clock,
      lifetimeMs: () => LIFETIME_MS,
      load: async (name) => {
        const client = clients.get(name);
        return client !== undefined && isReady(client);
      },
    });
  }

  /** The names of the subgraphs that were asked more than they can answer just now: they are there all the same. */
  overloaded(): readonly string[] {
    return this.#parts.guards.filter(({ isOverloaded }) => isOverloaded).map(({ name }) => name);
  }

  /**
   * The names of the subgraphs that do not answer or are left alone, whose database does not answer, or whose feed is
   * not heard; none when ready.
   */
  async missing(): Promise<readonly string[]> {
    const { subgraphs, guards, feeds } = this.#parts;
    const silent = await Promise.all(
      subgraphs.map(async ({ name }) => ((await this.#answers.get(name)) ? [] : [name])),
    );
    const unheard = feeds.filter(({ isLive }) => !isLive).map(({ name }) => name);
    const resting = guards.filter(({ isResting }) => isResting).map(({ name }) => name);
    return [...new Set([...silent.flat(), ...resting, ...unheard])];
  }
}
