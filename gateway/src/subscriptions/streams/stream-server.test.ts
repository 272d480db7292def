import { Readable } from 'node:stream';
import { createClient } from 'graphql-sse';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { heardIn } from '../../../test/listening.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import type { TinySession, TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { seatsTaken revenueMinor } }';

describe('operations as server-sent events', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  const agent = new Agent();
  const clients: { dispose(): void }[] = [];
  beforeAll(async () => {
    gateway = await startTinyGateway({ live: { connectionsByPlan: { 'fitness:starter': 1 } } });
    tenant = gateway.world.addTenant('streams');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });
  afterAll(async () => {
    await agent.destroy();
    await gateway.close();
  });
  const move = (seatsTaken: number) =>
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });

  /** The client of graphql-sse, whose requests are sent to the tenant's host. */
  async function client(session?: TinySession, headers: Record<string, string> = {}) {
    const token = session && (await gateway.token(session));
    const made = createClient({
      url: `${gateway.url}/graphql/stream`,
      retryAttempts: 0,
      headers: {
        ...headers,
        'x-host': `${tenant.host}:4000`,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      fetchFn: fetchAtHost,
    });
    clients.push(made);
    return made;
  }

  /** `fetch` sends the host of its address alone. */
  async function fetchAtHost(
    url: string,
    { headers, body, signal }: RequestInit & { headers: Record<string, string> },
  ) {
    const { 'x-host': host = '', ...rest } = headers;
    const answer = await request(url, {
      method: 'POST',
      headers: { ...rest, host },
      body: String(body),
      dispatcher: agent,
      ...(signal ? { signal } : {}),
    });
    return new Response(Readable.toWeb(answer.body) as never, { status: answer.statusCode });
  }

  async function post(body: string, headers: Record<string, string> = {}) {
    return gateway.post(
      tenant.host,
      body,
      { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      'POST',
      '/graphql/stream',
    );
  }

  it('bring a subscription, completed by the other subgraphs, and leave the subgraph with the client', async () => {
    const events = (await client(gateway.world.signIn(tenant))).iterate({ query: SEATS });
    const first = events.next();
    await eventually(() => gateway.world.seatsChanged.size === 1);
    move(7);
    expect((await first).value).toEqual({
      data: { seatsChanged: { seatsTaken: 7, revenueMinor: 4200 } },
      extensions: { cursor: expect.any(String) },
    });
    await events.return?.();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });

  it('bring events that happen at once complete and in order', async () => {
    const events = (await client()).iterate({ query: 'subscription { seatsChanged { seatsTaken } }' });
    const first = events.next();
    await eventually(() => gateway.world.seatsChanged.size === 1);
    const seats = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const seatsTaken of seats) move(seatsTaken);
    const heard = [await first];
    while (heard.length < seats.length) heard.push(await events.next());
    expect(heard.map(({ value }) => value?.data)).toEqual(
      seats.map((seatsTaken) => ({ seatsChanged: { seatsTaken } })),
    );
    await events.return?.();
  });

  it('answer queries, and say what is wrong with an operation, once', async () => {
    const ask = async (query: string) => Array.fromAsync((await client()).iterate({ query }));
    expect(await ask('{ tenant { name } }')).toEqual([
      { data: { tenant: { name: 'streams' } }, extensions: { cost: expect.objectContaining({ actual: 1 }) } },
    ]);
    expect(await ask('{ nothing }')).toMatchObject([
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
    expect(await ask('subscription { nothing { id } }')).toMatchObject([
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
  });

  it('share with those who listen over sockets', async () => {
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', SEATS);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    const events = (await client()).iterate({ query: SEATS });
    const first = events.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    move(8);
    const { value } = await first;
    expect(value).toEqual((await socket.next('1')).payload);
    expect(gateway.world.seatsChanged.size).toBe(1);
    socket.socket.terminate();
  });

  it.each(['last-event-id', 'extensions'])('continue after the cursor of `%s`', async (where) => {
    const before = (await client()).iterate({ query: SEATS });
    const first = before.next();
    await eventually(() => gateway.world.seatsChanged.size === 1);
    move(1);
    const { cursor } = heardIn({ payload: (await first).value });
    await before.return?.();
    move(2);
    const isHeader = where === 'last-event-id';
    const after = (await client(undefined, isHeader ? { 'last-event-id': cursor } : {})).iterate({
      query: SEATS,
      ...(isHeader ? {} : { extensions: { resumeFrom: cursor } }),
    });
    expect((await after.next()).value).toMatchObject({ data: { seatsChanged: { seatsTaken: 2 } } });
    await after.return?.();
  });

  it('give each event its cursor for an id, and a sign of life at once', async () => {
    const { body, headers } = await request(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        host: `${tenant.host}:4000`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query: SEATS }),
      dispatcher: agent,
    });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    const chunks = body[Symbol.asyncIterator]();
    try {
      expect(String((await chunks.next()).value)).toBe(':\n\n');
      await eventually(() => gateway.world.seatsChanged.size === 1);
      move(3);
      const text = String((await chunks.next()).value);
      const [, id] = /^event: next\nid: ([\w-]+)\ndata: .*\n\n$/.exec(text) ?? [];
      expect(text).toContain(`"cursor":"${id}"`);
    } finally {
      body.on('error', () => undefined).destroy();
    }
  });

  it('end with UNAUTHENTICATED within two seconds after the session has ended', async () => {
    const session = gateway.world.signIn(tenant);
    const events = Array.fromAsync((await client(session)).iterate({ query: SEATS }));
    await eventually(() => gateway.world.seatsChanged.size === 1);
    const endedAt = Date.now();
    gateway.world.end(session);
    expect(await events).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(Date.now() - endedAt).toBeLessThan(2_000);
  });

  it.each(['Text/Event-Stream', 'text/*', '*/*;q=0.1', 'application/json, text/event-stream; q=0.5'])(
    'are for who accepts %s',
    async (accept) => {
      const { statusCode, headers, body } = await request(`${gateway.url}/graphql/stream`, {
        method: 'POST',
        headers: { host: `${tenant.host}:4000`, 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: '{ __typename }' }),
        dispatcher: agent,
      });
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
      await body.dump();
    },
  );

  it.each([
    ['an ended session', 401, 'UNAUTHENTICATED', { authorization: 'Bearer x' }, '{"query":"{ me { id } }"}'],
    [
      'a page of another site',
      403,
      'FORBIDDEN',
      { origin: 'https://evil.example' },
      '{"query":"{ me { id } }"}',
    ],
    ['a client that takes no streams', 406, 'BAD_REQUEST', { accept: 'application/json' }, '{}'],
    [
      'a client to which they are worth nothing',
      406,
      'BAD_REQUEST',
      { accept: 'text/event-stream;q=0, application/json' },
      '{}',
    ],
    ['a form, which needs no permission', 415, 'BAD_REQUEST', { 'content-type': 'text/plain' }, '{}'],
    ['a body that is no request', 400, 'BAD_REQUEST', {}, '{"query":7}'],
    ['a body that is no JSON', 400, 'BAD_REQUEST', {}, '{'],
    [
      'a document beyond its limits',
      400,
      'DOCUMENT_LIMIT_EXCEEDED',
      {},
      JSON.stringify({ query: `{ ${'a: __typename '.repeat(40)} }` }),
    ],
  ])('are refused for %s, in JSON', async (_, status, code, headers, body) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
  });

  it('are refused by GET, as an EventSource asks, with a word on how they are had', async () => {
    const query = encodeURIComponent('subscription { seatsChanged { id } }');
    const headers = { accept: 'text/event-stream', 'cache-control': 'no-cache' };
    const answer = await gateway.post(tenant.host, '', headers, 'GET', `/graphql/stream?query=${query}`);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(answer.body.errors[0]).toMatchObject({
      message: expect.stringContaining('EventSource'),
      extensions: { code: 'BAD_REQUEST' },
    });
    expect(gateway.world.seatsChanged.size).toBe(0);
  });

  it('count among the connections of a plan, whatever carries them', async () => {
    const small = gateway.world.addTenant('small', []);
    const socket = await gateway.connect(small);
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const ask = () =>
      gateway.post(small.host, '{"query":"{ me { id } }"}', headers, 'POST', '/graphql/stream');
    expect(await ask()).toMatchObject({
      status: 429,
      body: { errors: [{ extensions: { code: 'TOO_MANY_CONNECTIONS', max: 1 } }] },
    });
    const second = await gateway.socket(small).opened();
    second.send({ type: 'connection_init' });
    expect(await second.closed).toBe(1013);
    socket.socket.close();
    await socket.closed;
    const third = await gateway.connect(small);
    third.socket.close();
  });
});
