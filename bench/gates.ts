import type { FetchNode } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import { ACCESS_DIRECTIVE } from '@freehold/kernel/permissions/access';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { shieldSchema } from '@freehold/kernel/permissions/shield';
import { newId } from '@freehold/kernel/values/id';
import { execute, OperationTypeNode, parse } from 'graphql';
import { AccessRules } from '../gateway/src/execution/gates/access-rules.ts';
import { GatedFetch } from '../gateway/src/execution/gates/gated-fetch.ts';
import { Verdicts } from '../gateway/src/execution/gates/verdicts.ts';
import { writeTable } from './table.ts';

const OBJECTS = 1_000;
/** As many are for warming up: with fewer, what is measured is how busy the compiler is. */
const ROUNDS = 301;
const SDL = `directive @join__type(graph: String!) on OBJECT ${ACCESS_DIRECTIVE}
  type Query @join__type(graph: "A") { notes: [Note!]! }
  type Note @join__type(graph: "A") { id: ID!  secret: String @access(actions: ["note.read"]) }`;
const OPERATION = '{ notes { id secret } }';
const FETCH: FetchNode = {
  kind: 'Fetch',
  serviceName: 'a',
  operation: OPERATION,
  operationName: undefined,
  operationKind: OperationTypeNode.QUERY,
};
const OPEN: Permissions = { Query: { notes: anyone }, Note: { id: anyone, secret: can('note.read') } };

function callerWith(actions: string[]): Caller {
  const member = { id: newId('mbr'), identityId: newId('idn'), sessionId: 's', roles: [], actions };
  return { kind: 'public', requestId: 'r', tenant: null, member };
}

/** The median time of a round, in nanoseconds for each object. */
async function perObject(work: () => unknown): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    const startedAt = performance.now();
    await work();
    if (round >= ROUNDS) took.push(((performance.now() - startedAt) * 1e6) / OBJECTS);
  }
  return took.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}

const notes = () => Array.from({ length: OBJECTS }, (_, index) => ({ id: String(index) }));
const rules = new AccessRules(parse(SDL));
const gates = GatedFetch.of(FETCH, rules);

function gated(caller: Caller): () => unknown {
  return () => {
    const verdicts = new Verdicts(rules.rules, caller);
    const data = { notes: replies.pop() };
    return gates?.variantFor(verdicts)?.complete({ data }, verdicts);
  };
}

let replies: object[][] = [];
const rows: [string, number][] = [];
const [allowed, refused] = [callerWith(['note.read']), callerWith([])];
for (const [name, caller] of [
  ['gate, passed', allowed] as const,
  ['gate, refused and told', refused] as const,
]) {
  replies = Array.from({ length: ROUNDS * 2 }, notes);
  rows.push([name, await perObject(gated(caller))]);
}
const typeDefs = parse('type Query { notes: [Note!]! } type Note { id: ID!  secret: String }');
const schema = buildSubgraphSchema([{ typeDefs }]);
const answer = (served: typeof schema) => () =>
  execute({
    schema: served,
    document: parse(OPERATION),
    rootValue: { notes: notes() },
    contextValue: { caller: allowed },
  });
const plain = await perObject(answer(schema));
rows.push(['subgraph, passed', ((await perObject(answer(shieldSchema(schema, OPEN)))) - plain) / 2]);
await writeTable(
  'gates',
  [
    `One field with a rule of ${OBJECTS} objects; medians of ${ROUNDS} rounds.`,
    '',
    '| who judges | ns for each field instance |',
    '| ---------- | -------------------------: |',
    ...rows.map(([name, ns]) => `| ${name} | ${ns.toFixed(0)} |`),
  ].join('\n'),
);
