import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Introspected } from '../shape/introspection.ts';
import { AnswerPlaces } from './answer-places.ts';
import { Unreadable } from './json-patterns.ts';
import type { Passage, ReadReply } from './passage.ts';
import { fetchesOf, type PlanFetch, PlanInterest } from './plan-interest.ts';
import { type Passages, ReplyReader } from './reply-reader.ts';
import { ToldFields } from './told-fields.ts';

/** How the replies of an operation's fetches are read, where they are read by patterns. */
export interface ReplyReaders {
  readonly byFetch: ReadonlyMap<FetchNode, ReadReply>;
  readonly passages: Passages;
}

/**
 * Of a plan with more fetches every reply is parsed: to write the patterns is most of what it takes to compile a plan, a
 * quarter of a millisecond for each fetch, and who asks for a new one each time would have it all done for nothing.
 */
const FETCHES_MAX = 16;

/** Every reply is parsed as JSON. */
export const NO_READERS: ReplyReaders = { byFetch: new Map(), passages: new Map() };

function orUnread<T>(make: () => T, otherwise: T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Unreadable) return otherwise;
    throw error;
  }
}

/**
 * Readers for the replies of a plan's fetches: most of what subgraphs tell is read by the client alone, so it is found to
 * be right by a pattern and goes into the answer as text, which takes a fifth of parsing and writing it.
 * @param supergraph with everything that fetches may ask for
 */
export function replyReaders(
  plan: PlanNode,
  introspected: Introspected,
  rootType: GraphQLObjectType,
  supergraph: GraphQLSchema,
): ReplyReaders {
  const client = new AnswerPlaces(introspected, rootType);
  return orUnread(() => readersOf(fetchesOf(plan), client, supergraph), NO_READERS);
}

function readersOf(
  fetches: readonly PlanFetch[],
  client: AnswerPlaces,
  supergraph: GraphQLSchema,
): ReplyReaders {
  if (fetches.length > FETCHES_MAX) return NO_READERS;
  const fields = new ToldFields(supergraph, new PlanInterest(fetches), client);
  const byFetch = new Map<FetchNode, ReadReply>();
  const passages = new Map<string, Passage[]>();
  for (const [index, fetch] of fetches.entries()) {
    const reader = new ReplyReader(fields, `${index}`);
    const read = orUnread(() => reader.compile(fetch, client), null);
    if (read) byFetch.set(fetch.node, read);
    for (const [key, found] of read ? reader.passages : [])
      passages.set(key, [...(passages.get(key) ?? []), ...found]);
  }
  return { byFetch, passages };
}
