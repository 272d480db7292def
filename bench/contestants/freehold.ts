import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { PassportIssuer } from '@freehold/kernel/caller/passport';
import type { SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { type Id, newId } from '@freehold/kernel/values/id';
import { parse } from 'graphql';
import { OperationCompiler } from '../../gateway/src/execution/operation-compiler.ts';
import type { Ask, SubgraphRequest } from '../../gateway/src/execution/plan/plan-run.ts';
import { WrittenData } from '../../gateway/src/execution/written-data.ts';
import { remoteSubgraph } from '../../gateway/src/subgraphs/remote/remote-subgraph.ts';
import { SharedCalls } from '../../gateway/src/subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../../gateway/src/subgraphs/subgraph-fetcher.ts';
import type { OperationContext, ServerContext } from '../../gateway/src/supergraph/operation-context.ts';
import { SharedExecutions } from '../../gateway/src/supergraph/shared-executions.ts';
import { SupergraphExecutor } from '../../gateway/src/supergraph/supergraph.ts';
import { writeResult } from '../../gateway/src/supergraph/write-result.ts';
import { ITEMS, QUERY, SHOP } from '../shop.ts';
import { subgraph } from '../shop-schemas.ts';
import { SERVER_OPTIONS } from './apollo.ts';
import type { Contestant, Start, Urls } from './contestant.ts';

const { logger } = SERVER_OPTIONS;

/** The others show no passport either. */
const passports: PassportIssuer = { issue: async () => 'none' };

const tenant = {
  id: newId('tnt'),
  edition: 'fitness',
  timeZone: 'Europe/Oslo',
  currency: 'NOK',
  plan: 'fitness:pro',
  features: ['analytics', 'waitlist', 'reports'],
  upgrades: { api: 'fitness:enterprise' },
  limits: { bookings: 1000, members: 500 },
};

/** Who asks: the same for all, who then share what is under way, or somebody else each time. */
function callers(shares: boolean): () => Caller {
  const everybody: Caller = { kind: 'public', requestId: 'r', tenant, member: null };
  let count = 0;
  return () => {
    if (shares) return everybody;
    count += 1;
    // Not a new id: making one takes as long as a fetch.
    return { ...everybody, tenant: { ...tenant, id: `${tenant.id}${count}` as Id<'tnt'> } };
  };
}

function contexts(shares: boolean): () => OperationContext {
  const callerOf = callers(shares);
  return () => ({ requestId: 'r', caller: callerOf(), cookies: {}, cookieChanges: [], writes: true });
}

/** The subgraphs of the shop, over HTTP. */
export function remotes(urls: Urls): SubgraphClient[] {
  return Object.entries(urls).map(([name, url]) => remoteSubgraph({ name, url, passports }));
}

function answers(supergraphSdl: string, subgraphs: readonly SubgraphClient[], shares: boolean) {
  const compiler = new OperationCompiler(supergraphSdl);
  const fetcher = new SubgraphFetcher({ subgraphs, calls: new SharedCalls(), logger });
  const contextOf = contexts(shares);
  const executions = new SharedExecutions();
  const documents = new Map<string, ReturnType<typeof parse>>();
  return async (query: string, variables: Record<string, unknown>): Promise<string> => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const context = contextOf();
    const compiled = compiler.compile(document, null, variables);
    const ask: Ask = (name, request) => fetcher.fetch(name, request, context);
    const run = async () => ({ answer: await compiled.write({ ask, variables }), cookieChanges: [] });
    const { answer } = shares ? await executions.join({ ...context, compiled, variables }, run) : await run();
    return writeResult({ data: answer.data });
  };
}

/** Nothing but a listener. */
async function listening(
  answer: (query: string, variables: Record<string, unknown>) => Promise<string>,
): Promise<Contestant> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { query, variables } = JSON.parse(String(Buffer.concat(chunks)));
      response.setHeader('content-type', 'application/json').end(await answer(query, variables));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/graphql` };
}

/** The compiled executor behind nothing but a listener. */
export function bare(shares: boolean): Start {
  return async ({ supergraphSdl, urls }) => listening(answers(supergraphSdl, remotes(urls), shares));
}

function standalone(gateway: SupergraphExecutor['gateway'], shares: boolean): Promise<Contestant> {
  const server = new ApolloServer<ServerContext>({
    ...SERVER_OPTIONS,
    gateway,
    stringifyResult: writeResult,
  });
  const contextOf = contexts(shares);
  return startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => ({ operation: contextOf() }),
  });
}

/** The compiled executor in Apollo Server, which stands on its own as it does for @apollo/gateway. */
export function inApolloServer(shares: boolean): Start {
  return async ({ supergraphSdl, urls }) => {
    const { gateway } = new SupergraphExecutor({ supergraphSdl, subgraphs: remotes(urls), logger });
    return standalone(gateway, shares);
  };
}

/** Apollo Server with an executor that does nothing: it has the answer, as text. What is left is Apollo Server's own. */
export const nothingInApolloServer: Start = async ({ supergraphSdl, urls }) => {
  const subgraphs = remotes(urls);
  const { gateway } = new SupergraphExecutor({ supergraphSdl, subgraphs, logger });
  const { data } = JSON.parse(await answers(supergraphSdl, subgraphs, false)(QUERY, { first: ITEMS }));
  const text = JSON.stringify(data);
  const executor = async () => ({ data: new WrittenData(text, 0) });
  return standalone(
    { ...gateway, load: async (options) => ({ ...(await gateway.load(options)), executor }) },
    false,
  );
};

/** What one execution asks of the subgraphs, in its order, and what it comes to. */
async function recorded(supergraphSdl: string, subgraphs: readonly SubgraphClient[]) {
  const asked: { readonly client: SubgraphClient; readonly call: SubgraphCall }[] = [];
  const recording = subgraphs.map(
    (client): SubgraphClient => ({
      ...{ name: client.name, subscribe: client.subscribe, close: client.close },
      execute: (call) => {
        asked.push({ client, call });
        return client.execute(call);
      },
    }),
  );
  const text = await answers(supergraphSdl, recording, false)(QUERY, { first: ITEMS });
  return { asked, text };
}

/**
 * A listener that asks the subgraphs what an execution would ask, looks at nothing that they say, and answers a text that
 * it has. What it needs is the network's, and what any execution behind node:http would have to be added to.
 */
export const exchangesAlone: Start = async ({ supergraphSdl, urls }) => {
  const { asked, text } = await recorded(supergraphSdl, remotes(urls));
  const ask = asked.map(({ client, call }) => {
    const { query, head, variablesText, caller } = call as SubgraphRequest & SubgraphCall;
    const told = { query, head, variablesText, caller, read: () => ({}) };
    return () => client.execute(told);
  });
  const [first, second, third, last] = ask;
  return listening(async () => {
    await first?.();
    await Promise.all([second?.(), third?.()]);
    await last?.();
    return text;
  });
};

function near(name: string): SubgraphClient {
  const answer = subgraph(name);
  return {
    name,
    execute: async (call) => ({ data: (await answer(call)).data }),
    subscribe: async () => ({}),
    close: async () => undefined,
  };
}

/** The compiled executor over subgraphs of its own process. */
export const inProcess: Start = async ({ supergraphSdl }): Promise<Contestant> => {
  const answer = answers(supergraphSdl, Object.keys(SHOP).map(near), false);
  return { answer: () => answer(QUERY, { first: ITEMS }) };
};
