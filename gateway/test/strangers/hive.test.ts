import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  isInputType,
  type NamedTypeNode,
  OperationTypeNode,
  parse,
  parseValue,
  print,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MockSubgraph } from '../mock-subgraph.ts';
import type { GeneratedOperation } from '../operation-generator.ts';
import { literal } from '../path-finder.ts';
import { TwoExecutors } from '../two-executors.ts';

const SUBGRAPHS = ['tenancy', 'booking', 'billing', 'analytics'];

/** What of Hive Gateway is used here. */
interface HiveRuntime {
  fetch(url: string, init: RequestInit): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}
interface Asked {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown>;
}

// Required, not imported: its types declare extensions of graphql's errors for the whole program.
const require = createRequire(import.meta.url);
const { createGatewayRuntime }: { createGatewayRuntime(config: object): HiveRuntime } =
  require('@graphql-hive/gateway-runtime');
const { unifiedGraphHandler }: { unifiedGraphHandler: unknown } = require('@graphql-hive/router-runtime');

const readSchema = (file: string) =>
  readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${file}`)), 'utf8');

/** Asks a mock in the place of a transport. */
function executorOf(mocks: ReadonlyMap<string, MockSubgraph>, subgraph: string) {
  const caller = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;
  return ({ document, variables }: Asked) =>
    mocks.get(subgraph.toLowerCase())?.execute({ query: print(document), variables, caller });
}

/** The queries that the web asks, with values for what they need. */
function webQueries(manifest: Readonly<Record<string, string>>, schema: GraphQLSchema): GeneratedOperation[] {
  return Object.values(manifest).flatMap((query) => {
    const operation = getOperationAST(parse(query));
    if (operation?.operation !== OperationTypeNode.QUERY) return [];
    const variables = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
      const inputType = typeFromAST(schema, type as NamedTypeNode);
      if (defaultValue || !isInputType(inputType)) return [];
      return [[variable.name.value, valueFromASTUntyped(parseValue(literal(inputType)))] as const];
    });
    return [{ query, variables: Object.fromEntries(variables) }];
  });
}

/** A list of objects that the web asks for twice, once in a fragment, with other fields. */
const ASKED_TWICE = 'furtherNeeds';

/** Data with the number of elements in the place of such lists, times what Hive makes of them. */
function counted(value: unknown, times = 1): unknown {
  if (Array.isArray(value)) return value.map((each) => counted(each, times));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isTwice = name === ASKED_TWICE && Array.isArray(inner);
      return [name, isTwice ? inner.length * times : counted(inner, times)];
    }),
  );
}

describe('Hive Gateway over schema/supergraph.graphql', () => {
  let ours: TwoExecutors;
  let hive: HiveRuntime;

  beforeAll(async () => {
    const supergraph = await readSchema('supergraph.graphql');
    const mocks = new Map(
      await Promise.all(
        SUBGRAPHS.map(
          async (name) => [name, new MockSubgraph(name, await readSchema(`${name}.graphql`))] as const,
        ),
      ),
    );
    ours = await TwoExecutors.start(supergraph, [...mocks.values()]);
    const getSubgraphExecutor = ({ subgraphName }: { subgraphName: string }) =>
      executorOf(mocks, subgraphName);
    hive = createGatewayRuntime({
      supergraph,
      unifiedGraphHandler,
      transports: { http: { getSubgraphExecutor } },
      logging: false,
    });
  });
  afterAll(async () => {
    await hive[Symbol.asyncDispose]();
    await ours.stop();
  });

  async function askHive(operation: GeneratedOperation): Promise<ExecutionResult> {
    const response = await hive.fetch('http://hive.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(operation),
    });
    return response.json() as Promise<ExecutionResult>;
  }

  it('answers the same queries with the same data', async () => {
    const queries = webQueries(JSON.parse(await readSchema('operations.json')), ours.schema);
    expect(queries.length).toBeGreaterThan(5);
    for (const operation of queries) {
      const [{ data, errors }, mine] = [await askHive(operation), await ours.ours(operation)];
      // The subgraph is asked the same by both and tells each element once; Hive answers each twice, with the fields of one
      // place where the document asks for it and with those of the other.
      const isTwice = operation.query.startsWith('query Offerings(');
      const [theirs, expected] = isTwice ? [counted(data), counted(mine.data, 2)] : [data, mine.data];
      expect({ data: theirs, errors }, operation.query).toEqual({ data: expected, errors: undefined });
    }
  });
});
