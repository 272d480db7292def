import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestHouse } from '../test/test-house.ts';

const EMAIL = 'customer@acme.test';
const PASSWORD = 'freehold-demo';
const SIGN_IN = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }`;
const MINE = `query Mine { me { name email } myBookings(first: 3) { edges { node { session { offering { name } } } } } }`;

const bodySchema = z.object({
  resourceSpans: z.array(
    z.object({ scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string() })) })) }),
  ),
});

/** A collector that keeps what it is sent. */
async function openCollector(bodies: string[]): Promise<Server> {
  const server = createServer(async (sent, answer) => {
    bodies.push(await text(sent));
    answer.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function ask(port: number, query: string, variables: object, token?: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = {
    host: `acme.localhost:${port}`,
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  request({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers }, (answer) =>
    text(answer).then(resolve, reject),
  )
    .on('error', reject)
    .end(JSON.stringify({ query, variables }));
  return z.object({ data: z.record(z.string(), z.unknown()) }).parse(JSON.parse(await promise)).data;
}

describe('traces of the whole house', () => {
  const bodies: string[] = [];
  let names: ReadonlySet<string>;
  let collector: Server;
  beforeAll(async () => {
    collector = await openCollector(bodies);
    const { port: at } = collector.address() as AddressInfo;
    const opened = await openTestHouse(
      'fence',
      {},
      { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${at}` } },
    );
    const { port } = opened.house;
    const { signIn } = await ask(port, SIGN_IN, { input: { email: EMAIL, password: PASSWORD } });
    const { accessToken } = z.object({ accessToken: z.string() }).parse(signIn);
    await ask(port, MINE, {}, accessToken);
    await opened.close();
    const spans = bodies.flatMap((body) =>
      bodySchema.parse(JSON.parse(body)).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans),
    );
    names = new Set(spans.flatMap((scope) => scope.spans.map(({ name }) => name)));
  }, 120_000);
  afterAll(() => void collector.close());

  it('go from the request down to the statements of its subgraphs, and follow what those tell each other', () => {
    const wanted = ['POST /graphql', 'plan', 'fetch tenancy', 'tenancy operation', 'booking operation'];
    const below = ['reading', 'transaction', 'connection', 'COMMIT', 'SELECT booking session offering'];
    const told = ['apply events of tenancy', 'apply tenancy.tenant-provisioned'];
    expect([...wanted, ...below, ...told].filter((name) => !names.has(name))).toEqual([]);
  });

  it('name nobody, though people sign in and are read from tables', () => {
    const sent = bodies.join();
    expect(sent).toContain('"SignIn"');
    expect(sent).not.toMatch(
      /@|customer@|acme|freehold-demo|argon2|Bearer|tnt_|mbr_|bkg_|\$[0-9]|127\.0\.0\.1/,
    );
  });
});
