import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { buildSchema, type DocumentNode, type GraphQLSchema, print } from 'graphql';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOperationServer } from '../supergraph/apollo-server.ts';
import type { OperationContext, ServerContext } from '../supergraph/operation-context.ts';
import type { SupergraphExecutor } from '../supergraph/supergraph.ts';
import { ValidOperations } from './valid-operations.ts';

type GatewayOfServer = SupergraphExecutor['gateway'];
type Tell = Parameters<GatewayOfServer['onSchemaLoadOrUpdate']>[0];

const operation: OperationContext = {
  requestId: 'r',
  caller: { kind: 'public', requestId: 'r', tenant: null, member: null },
  cookies: {},
  cookieChanges: [],
};
const NAMED = 'query A { a } query B { a }';

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** The server of operations over a schema whose operations come to nothing. */
function serverOf(sdl: string, plugins: readonly ApolloServerPlugin<ServerContext>[]) {
  const apiSchema = buildSchema(sdl);
  const gateway: GatewayOfServer = {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({ schema: apiSchema, executor: async () => ({ data: {} }) }),
    stop: async () => undefined,
  };
  return startOperationServer({
    executor: { gateway } as SupergraphExecutor,
    logger: pino({ level: 'silent' }),
    production: true,
    formatError: (formatted) => formatted,
    plugins,
  });
}

/** An Apollo Server to which other schemas can be given. */
class Reloaded {
  readonly valid = new ValidOperations();
  readonly server: ApolloServer<ServerContext>;
  #tell: Tell = () => undefined;

  constructor() {
    const gateway: GatewayOfServer = {
      onSchemaLoadOrUpdate: (tell) => {
        this.#tell = tell;
        return () => undefined;
      },
      load: async () => {
        const schema = this.load('type Query { a: Int } type Subscription { a: Int }');
        return { schema, executor: async () => ({ data: {} }) };
      },
      stop: async () => undefined,
    };
    const logger = pino({ level: 'silent' });
    this.server = new ApolloServer<ServerContext>({ gateway, logger, plugins: [this.valid.plugin()] });
  }

  load(sdl: string): GraphQLSchema {
    const apiSchema = buildSchema(sdl);
    this.#tell({ apiSchema, coreSupergraphSdl: sdl });
    return apiSchema;
  }

  async ask(query: string, operationName?: string): Promise<void> {
    const request = { query, ...(operationName === undefined ? {} : { operationName }) };
    await this.server.executeOperation(request, { contextValue: { operation } });
  }

  known(...queries: string[]): boolean[] {
    return queries.map((query) => this.valid.find(query, null) !== null);
  }
}

describe('ValidOperations', () => {
  let reloaded: Reloaded;
  beforeEach(async () => {
    reloaded = new Reloaded();
    await reloaded.server.start();
  });
  afterEach(() => reloaded.server.stop());

  it('knows what was found valid, by text and name, and nothing else', async () => {
    const { valid } = reloaded;
    await reloaded.ask(NAMED, 'A');
    expect(valid.find(NAMED, 'A')?.operation.name?.value).toBe('A');
    expect([valid.find(NAMED, 'B'), valid.find(NAMED, '__proto__'), valid.find('{ a }', null)]).toEqual([
      null,
      null,
      null,
    ]);
    const others = ['{ b }', '{ a', NAMED];
    for (const query of others) await reloaded.ask(query);
    expect(reloaded.known(...others)).toEqual([false, false, false]);
    await reloaded.ask('subscription { a }');
    expect(reloaded.known('subscription { a }')).toEqual([true]);
  });

  it('forgets all of it when another schema is loaded, and learns by the new one', async () => {
    await reloaded.ask('{ a }');
    expect(reloaded.known('{ a }')).toEqual([true]);
    const next = reloaded.load('type Query { a: Int  b: Int }');
    expect(reloaded.known('{ a }')).toEqual([false]);
    await reloaded.ask('{ a }');
    expect(reloaded.valid.find('{ a }', null)?.schema).toBe(next);
  });

  it('learns nothing of a request that began with the schema before', async () => {
    const asked = reloaded.ask('{ a }');
    reloaded.load('type Query { b: Int }');
    await asked;
    expect(reloaded.known('{ a }')).toEqual([false]);
  });

  it('knows on what is valid in the next schema and can be planned there', async () => {
    for (const query of ['{ a }', '{ a b: a }', '{ a c: a }']) await reloaded.ask(query);
    const schema = buildSchema('type Query { a: Int  d: Int }');
    const prepare = async (document: DocumentNode) => {
      if (print(document).includes('c: a')) throw new Error('It cannot be planned.');
    };
    await reloaded.ask(NAMED, 'B');
    const renewed = await reloaded.valid.renewed({ schema, prepare });
    reloaded.valid.takeOver(renewed);
    expect(reloaded.valid.find('{ a }', null)?.schema).toBe(schema);
    expect(reloaded.valid.find(NAMED, 'B')?.operation.name?.value).toBe('B');
    expect([...renewed.keys()]).toEqual([NAMED, '{ a b: a }', '{ a }']);
    const gone = buildSchema('type Query { d: Int }');
    expect([...(await reloaded.valid.renewed({ schema: gone, prepare }))]).toEqual([]);
  });

  it('has no more planned for the next schema than a bound, those that were asked last', async () => {
    const queries = Array.from({ length: 502 }, (_, index) => `{ n${index}: a }`);
    for (const query of queries) await reloaded.ask(query);
    const schema = buildSchema('type Query { a: Int }');
    const renewed = await reloaded.valid.renewed({ schema, prepare: async () => undefined });
    expect([...renewed.keys()]).toEqual(queries.slice(2).reverse());
  });

  it('keeps the length of what it remembers within bounds', async () => {
    const long = [1, 2, 3, 4, 5].map((mark) => `{ a } # ${mark} ${'x'.repeat(900_000)}`);
    for (const query of long) await reloaded.ask(query);
    expect(reloaded.known(...long)).toEqual([false, true, true, true, true]);
  });

  it('counts what is planned of a document, however short its text', async () => {
    const fields = Array.from({ length: 490 }, (_, index) => `f${index}: a`).join(' ');
    const wide = Array.from({ length: 80 }, (_, mark) => `{ ${fields} } # ${mark}`);
    for (const query of wide) await reloaded.ask(query);
    expect(reloaded.known(...wide)).toContain(false);
    expect(reloaded.known(...wide.slice(20))).not.toContain(false);
  });

  it('lets go of what it has forgotten, as all do that remember documents, with all that was made of it', async () => {
    const valid = new ValidOperations();
    const server = await serverOf('type Query { a: Int }', [valid.plugin()]);
    const ask = (query: string) => server.executeOperation({ query }, { contextValue: { operation } });
    await ask('{ a }');
    const document = new WeakRef(valid.find('{ a }', null)?.document ?? {});
    for (let mark = 0; mark < 5; mark += 1) await ask(`{ a } # ${mark} ${'x'.repeat(900_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
    expect(valid.find('{ a }', null)).toBeNull();
    expect(document.deref()).toBeUndefined();
    await server.stop();
  });
});

describe('the server of operations', () => {
  it('parses a document once, also for who is answered by its pipeline each time', async () => {
    let parsed = 0;
    const parsingDidStart = async () => {
      parsed += 1;
    };
    const server = await serverOf('type Query { a: Int }', [
      { requestDidStart: async () => ({ parsingDidStart }) },
    ]);
    const ask = () => server.executeOperation({ query: '{ a }' }, { contextValue: { operation } });
    await ask();
    // It is remembered once it has been answered.
    await new Promise((resolve) => setTimeout(resolve, 10));
    await ask();
    expect(parsed).toBe(1);
    await server.stop();
  });
});
