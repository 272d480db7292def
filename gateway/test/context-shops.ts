import { deepEqual } from 'node:assert/strict';
import { parse } from 'graphql';
import { OperationCompiler } from '../src/execution/operation-compiler.ts';
import type { Ask, SubgraphReply, SubgraphRequest } from '../src/execution/plan/plan-run.ts';
import { WrittenData } from '../src/execution/written-data.ts';
import { composed } from './composed.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@context", "@fromContext", "@inaccessible"])`;

const ONE = `${LINK}
  type Query { shops: [Shop]  shop: Shop! }
  type Shop @key(fields: "id") @context(name: "shop") {
    id: ID!  currency(of: Int): String  other: String  wares: [Ware!]!  best: Ware  hidden: Int @inaccessible
  }
  type Ware @key(fields: "id") {
    id: ID!  name: String
    price(in: String @fromContext(field: "$shop { currency }"), off: Int = 0): String
    secret(of: Int @fromContext(field: "$shop { hidden }")): Int
  }`;

const OTHER = `${LINK}
  type Query { other: Int }
  type Shop @key(fields: "id") @context(name: "place") { id: ID!  tax: Int  at: At }
  type At { street: String  number: Int }
  type Ware @key(fields: "id") {
    id: ID!  weight: Int
    fee(tax: Int @fromContext(field: "$place { tax }")): String
    way(street: String @fromContext(field: "$place { at { street } }")): String
    door(number: Int @fromContext(field: "$place { at { number } }")): Int
  }`;

/** The supergraph of shops with wares: a ware takes what its shop says. */
export const SHOP_SDL = composed({ one: ONE, other: OTHER });

/** Plans what is asked of it. */
export const shopCompiler = new OperationCompiler(SHOP_SDL);

/** What a subgraph is asked. */
export interface Asked {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
}

/** What each subgraph answers. */
export type Replies = Readonly<Record<string, (asked: Asked) => SubgraphReply | undefined>>;

/** Answers an operation, as objects and as text, which are the same; and tells what was asked. */
export async function answered(query: string, replies: Replies, variables = {}) {
  const calls: Asked[] = [];
  const ask: Ask = async (subgraph, request) => {
    const asked = { subgraph, query: request.query, variables: JSON.parse(request.variablesText) };
    deepEqual(JSON.parse(JSON.stringify(request.variables)), asked.variables);
    calls.push(asked);
    const text = JSON.stringify(replies[subgraph]?.(asked) ?? { data: null });
    const data = request.read?.(text);
    return data ? { data } : JSON.parse(text);
  };
  const compiled = shopCompiler.compile(parse(query), null, variables);
  const { data, errors } = await compiled.execute({ ask, variables });
  const asked = calls.splice(0);
  const written = await compiled.write({ ask, variables });
  const told = written.data instanceof WrittenData ? written.data.toJSON() : written.data;
  deepEqual(JSON.parse(JSON.stringify(told)), JSON.parse(JSON.stringify(data)));
  deepEqual(calls, asked);
  return { data, errors, calls: asked };
}

/** A ware as an entity. */
export const ware = (id: string) => ({ __typename: 'Ware', id });
/** A shop with wares. */
export const shop = (id: string, currency: string | null, ...wares: string[]) => ({
  __typename: 'Shop',
  id,
  currency,
  wares: wares.map(ware),
});

/** Says of each ware what it was asked with. */
export function echoed({ variables }: Asked): SubgraphReply {
  const told = (end: string) =>
    (variables[`representations${end}`] as { id: string }[]).map(({ id }) => ({
      price: `${id} in ${variables[`contextualArgument_1_0${end}`]}`,
    }));
  if ('representations' in variables) return { data: { _entities: told('') } };
  const ends = Object.keys(variables).flatMap((name) => /^representations(_\d+)$/.exec(name)?.[1] ?? []);
  return { data: Object.fromEntries(ends.map((end) => [end, told(end)])) };
}

/** Shops with wares, and wares that say what they were asked with. */
export const shops =
  (...all: (object | null)[]): Replies[string] =>
  (asked) =>
    'representations' in asked.variables || 'representations_0' in asked.variables
      ? echoed(asked)
      : { data: { shops: all } };
