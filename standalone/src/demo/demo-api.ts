import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const errorSchema = z.object({
  message: z.string(),
  extensions: z.object({ code: z.string() }).optional(),
});
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(errorSchema).optional(),
});

/** What the product refused while the demo was loaded. */
export class DemoRefused extends Error {
  readonly code: string;
  constructor(errors: readonly z.infer<typeof errorSchema>[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.name = 'DemoRefused';
    this.code = errors[0]?.extensions?.code ?? 'INTERNAL';
  }
}

/** The ways into the house by which its demo comes. */
export interface DemoDoors {
  /** The public door. */
  readonly app: FastifyInstance;
  readonly port: number;
  /** Tenants live at `<slug>.<base domain>`. */
  readonly baseDomain: string;
  /** Answers as the gateway's own questions are answered. */
  readonly subgraphs: readonly Pick<SubgraphClient, 'name' | 'execute'>[];
}

/** Where a request is made, and by whom; by a stranger without a token. */
export interface Visitor {
  readonly slug: string;
  readonly token: string | null;
}

/** A request and the shape of its answer. */
export interface DemoRequest<S extends z.ZodType> {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly answer: S;
}

/** Asks the house over its public door, or one of its subgraphs in the gateway's name. */
export class DemoApi {
  readonly #doors: DemoDoors;

  constructor(doors: DemoDoors) {
    this.#doors = doors;
  }

  /** @throws {DemoRefused} when it is answered with an error. */
  async ask<S extends z.ZodType>(
    { slug, token }: Visitor,
    { query, variables, answer }: DemoRequest<S>,
  ): Promise<z.infer<S>> {
    const { app, port, baseDomain } = this.#doors;
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      // The gateway counts nothing that comes out of its own process.
      remoteAddress: 'in-process',
      headers: {
        host: `${slug}.${baseDomain}:${port}`,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      payload: { query, variables },
    });
    return dataOf(response.json(), answer);
  }

  /** @throws {DemoRefused} when it is answered with an error. */
  async askInside<S extends z.ZodType>(
    subgraph: string,
    { query, variables, answer }: DemoRequest<S>,
  ): Promise<z.infer<S>> {
    const client = this.#doors.subgraphs.find(({ name }) => name === subgraph);
    if (!client) throw new Error(`There is no subgraph "${subgraph}".`);
    const caller = { kind: 'gateway', requestId: randomUUID(), tenant: null, member: null } as const;
    return dataOf(await client.execute({ query, variables, caller }), answer);
  }
}

function dataOf<S extends z.ZodType>(answered: unknown, shape: S): z.infer<S> {
  const { data, errors } = answerSchema.parse(answered);
  if (errors) throw new DemoRefused(errors);
  return shape.parse(data);
}

/** Tries until there is an answer that is not null. @throws {Error} with `what` after 20 seconds. */
export async function until<T>(what: string, attempt: () => Promise<T | null>): Promise<T> {
  const patience = AbortSignal.timeout(20_000);
  for (;;) {
    const found = await attempt();
    if (found !== null) return found;
    if (patience.aborted) throw new Error(what);
    await delay(50);
  }
}
