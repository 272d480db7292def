import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerTenant, TenantId } from '../caller/caller.ts';
import type { Reading } from '../database/prepared/reading.ts';
import type { Listener } from '../events/consumer/listener.ts';
import type { Actions } from '../permissions/actions.ts';
import type { Permissions, Rule } from '../permissions/rules.ts';
import type { Conclusion, Context, Reaction } from './context.ts';
import type { JobHandler } from './job-handler.ts';

/** A class that type-graphql or MikroORM reads decorators of. */
export type ClassOf<T = object> = new (...args: never[]) => T;

/** Finds what a federation key names; null when this caller has no such thing. */
export type ReferenceResolver = (key: Readonly<Record<string, unknown>>, ctx: Context) => unknown;

/** A file that a concept takes as it comes, too large for an operation. */
export interface Upload {
  /** Its name within the subgraph. */
  readonly name: string;
  /** Who may send it; judged before anything of it is read. */
  readonly rule: Rule;
  /** Takes it; what it answers is told to the client as JSON. Refuses as a mutation does. */
  readonly take: (
    ctx: Context,
    parameters: Readonly<Record<string, string>>,
    body: AsyncIterable<Uint8Array>,
  ) => Promise<Readonly<Record<string, unknown>>>;
}

/** One concept of a subgraph: everything that it brings, in one list. */
export interface Concept {
  readonly name: string;
  /** Tables, oldest first. */
  readonly entities?: readonly EntityClass<object>[];
  /** Resolver classes. */
  readonly resolvers?: readonly ClassOf[];
  /** GraphQL types that no resolver names, such as entities reached only through `_entities`. */
  readonly types?: readonly ClassOf[];
  /** GraphQL types that belong to other subgraphs: their keys, to hang fields on or to point at. */
  readonly foreignTypes?: readonly ClassOf[];
  /** How `_entities` finds the types with a key. */
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
  /** What people may do with this concept, and which roles may. */
  readonly actions?: Actions;
  /** One rule for every field that this concept brings. */
  readonly permissions: Permissions;
  /** Reactions to events that were committed. */
  readonly listeners?: readonly Listener[];
  /** Reactions inside the transactions of older concepts. */
  readonly reactions?: readonly Reaction[];
  /** What it does last in a transaction, with everything that was told in it. */
  readonly conclusions?: readonly Conclusion[];
  /** Files that it takes. */
  readonly uploads?: readonly Upload[];
  /** What it does by the clock, or later. */
  readonly jobs?: readonly JobHandler[];
}

/**
 * The tenant as a subgraph was last told, and what it may use now, for what no passport comes with; null when it never
 * heard of it. Asked inside a transaction of that tenant, or by a reading that asks nothing else. What it was not told is
 * granted to nobody.
 */
export type TenantOf = (
  from: EntityManager | Reading,
  tenantId: TenantId,
  now: Date,
) => Promise<CallerTenant | null>;

/** A subgraph: its name, which is also its database schema, and its concepts, oldest first. */
export interface SubgraphDefinition {
  readonly name: string;
  readonly concepts: readonly Concept[];
  /** Folder of the migrations, as a file URL. */
  readonly migrations: URL;
  /** Parts that the kernel provides and this subgraph uses. */
  readonly uses: {
    readonly metering?: boolean;
    readonly jobs?: boolean;
    readonly messaging?: boolean;
    readonly objects?: boolean;
  };
  /** Whom jobs and consumers of events act for. A subgraph whose concepts have jobs has it. */
  readonly tenantOf?: TenantOf;
}

/** Names a concept. */
export function defineConcept(concept: Concept): Concept {
  return concept;
}

/** Names a subgraph. */
export function defineSubgraph(definition: SubgraphDefinition): SubgraphDefinition {
  return definition;
}
