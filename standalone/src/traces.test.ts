import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type CollectedSpan, TestCollector } from '../../gateway/test/test-collector.ts';
import { openTestHouse, type TestHouse } from '../test/test-house.ts';

const CUSTOMER = 'customer@acme.test';
const OWNER = 'owner@acme.test';
const PASSWORD = 'freehold-demo';
const DAY_MS = 86_400_000;
const SIGN_IN = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }`;
const MINE = `query Mine { me { name email } myBookings(first: 3) { edges { node { session { offering { name } } } } } }`;
const FREE = `query Free($from: DateTime!, $to: DateTime!) { sessions(from: $from, to: $to, first: 100) {
  edges { node { id seatsLeft } } } }`;
const BOOK = `mutation Book($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }`;
const CANCEL =
  'mutation Cancel($input: CancelBookingInput!) { cancelBooking(input: $input) { booking { id } } }';
const HEAR = 'subscription Hear { myBookingChanged { id } }';
const METER = 'subscription Meter { usageChanged { used } }';

const freeSchema = z.object({
  sessions: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string(), seatsLeft: z.number() }) })),
  }),
});

const bookedSchema = z.object({ bookSession: z.object({ booking: z.object({ id: z.string() }) }) });

let collector: TestCollector;
let opened: TestHouse;

async function send(path: string, body: object, token?: string): Promise<IncomingMessage> {
  const { port } = opened.house;
  const headers = {
    host: `acme.localhost:${port}`,
    'content-type': 'application/json',
    accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers });
  sent.end(JSON.stringify(body));
  const [answer] = await once(sent, 'response');
  return answer;
}

async function ask(query: string, variables: object, token?: string) {
  const told = JSON.parse(await text(await send('/graphql', { query, variables }, token)));
  return z.object({ data: z.record(z.string(), z.unknown()) }).parse(told).data;
}

async function signIn(email: string): Promise<string> {
  const { signIn: session } = await ask(SIGN_IN, { input: { email, password: PASSWORD } });
  return z.object({ accessToken: z.string() }).parse(session).accessToken;
}

/** Ends a stream when it has told something. */
async function heard(stream: IncomingMessage): Promise<void> {
  let told = '';
  for await (const chunk of stream) {
    told += chunk;
    if (told.includes('Changed":{')) return;
  }
}

/**
 * A customer looks at what is theirs and books, while they and the owner of the business hear what changes. What calls it
 * off, in the same way.
 */
async function bookOnce(): Promise<() => Promise<unknown>> {
  const [accessToken, ownerToken] = [await signIn(CUSTOMER), await signIn(OWNER)];
  await ask(MINE, {}, accessToken);
  const streams = [
    await send('/graphql/stream', { query: HEAR }, accessToken),
    await send('/graphql/stream', { query: METER }, ownerToken),
  ];
  const [from, to] = [new Date(Date.now() + DAY_MS), new Date(Date.now() + 14 * DAY_MS)];
  const { sessions } = freeSchema.parse(await ask(FREE, { from, to }, accessToken));
  const free = sessions.edges.find(({ node }) => node.seatsLeft > 0)?.node;
  const hearing = Promise.all(streams.map(heard));
  const booked = await ask(BOOK, { input: { sessionId: free?.id, idempotencyKey: 'book' } }, accessToken);
  await hearing;
  const { id } = bookedSchema.parse(booked).bookSession.booking;
  return () => ask(CANCEL, { input: { bookingId: id, idempotencyKey: 'cancel' } }, accessToken);
}

describe('traces of the whole house', () => {
  beforeAll(async () => {
    collector = await TestCollector.open();
    opened = await openTestHouse(
      'fence',
      {},
      { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } },
    );
    const cancel = await bookOnce();
    await caused('Book', 'send EMAIL');
    // Of the kind and key one job waits: by now none does for what came before.
    await cancel();
    await caused('Cancel', 'job booking.deliver-notifications');
    await opened.close();
  }, 180_000);
  afterAll(() => collector?.close());

  const namesOf = (of: readonly CollectedSpan[]) => new Set(of.map(({ name }) => name));
  const requestOf = (operation: string) => {
    const found = collector.spans.find(
      ({ attributes }) => attributes['graphql.operation.name'] === operation,
    );
    return found?.traceId ?? `${operation} is not traced`;
  };
  /** What is a consequence of a part of a trace. */
  const causedBy = (traceId: string) =>
    collector.spans.filter(({ links }) =>
      links.some((link) => link.says === 'cause' && link.traceId === traceId),
    );
  const caused = (operation: string, name: string) =>
    vi.waitFor(() => expect(namesOf(causedBy(requestOf(operation)))).toContain(name), {
      timeout: 60_000,
      interval: 200,
    });

  it('go from the request down to the statements of its subgraphs, and follow what those tell each other', () => {
    const wanted = ['POST /graphql', 'plan', 'fetch tenancy', 'tenancy operation', 'booking operation'];
    const below = ['reading', 'transaction', 'connection', 'COMMIT', 'SELECT booking session offering'];
    const told = ['apply events of tenancy', 'apply tenancy.tenant-provisioned'];
    const names = namesOf(collector.spans);
    expect([...wanted, ...below, ...told].filter((name) => !names.has(name))).toEqual([]);
  });

  it('lead from a job, a mail, a meter and a live event back to the request that has caused them', () => {
    const booked = requestOf('Book');
    const later = causedBy(booked);
    expect([...namesOf(later)]).toEqual(
      expect.arrayContaining(['send EMAIL', 'apply booking.usage-recorded', 'booking event']),
    );
    expect(namesOf(causedBy(requestOf('Cancel')))).toContain('job booking.deliver-notifications');
    expect(later.filter(({ traceId }) => traceId === booked)).toEqual([]);
    const written = later.flatMap(({ links }) => links.filter(({ says }) => says === 'cause'));
    const writers = written.map((link) => collector.spans.find(({ spanId }) => spanId === link.spanId)?.name);
    expect(new Set(writers)).toEqual(new Set(['booking operation']));
  });

  it('lead from a live event to its subscription, too, of which it is no part', () => {
    const event = collector.spans.find(({ name }) => name === 'booking event');
    expect(event?.links.map(({ says, traceId }) => [says, traceId])).toEqual([
      ['cause', requestOf('Book')],
      ['opening', requestOf('Hear')],
    ]);
  });

  it('follow what a consequence causes in its turn', () => {
    const applied = causedBy(requestOf('Book')).filter(({ name }) => name === 'apply booking.usage-recorded');
    const later = applied.flatMap(({ traceId }) => causedBy(traceId));
    expect(namesOf(later)).toContain('analytics event');
  });

  it('name nobody, though people sign in and are read from tables', () => {
    const sent = collector.bodies.join();
    expect(sent).toContain('"SignIn"');
    expect(sent).not.toMatch(
      /@|customer@|acme|freehold-demo|argon2|Bearer|tnt_|mbr_|bkg_|\$[0-9]|127\.0\.0\.1/,
    );
  });
});
