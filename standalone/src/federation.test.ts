import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../test/test-house.ts';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const ACROSS = `query ($first: Int!) {
  tenant {
    name
    bookings(first: $first) { edges { node { status customer { name } session { startsAt offering { name resource { name } } } } } }
    plan { name }
    entitlements { granted feature { key } }
    meters { key limit usage { used } }
  }
}`;
const RANGE = '(from: "2026-11-01", to: "2026-11-30")';
const REFUSED = {
  code: 'PLAN_UPGRADE_REQUIRED',
  feature: 'analytics',
  currentPlan: 'clinic:starter',
  cheapestGrant: 'clinic:business',
};

interface Answer {
  readonly data: Record<string, Record<string, unknown>> | null;
  readonly errors?: readonly { readonly path?: readonly unknown[]; readonly extensions: object }[];
}

describe('one API over four subgraphs', () => {
  let opened: TestHouse;
  const statements: string[] = [];

  beforeAll(async () => {
    opened = await openTestHouse('clinic', {
      clock: new FrozenClock('2026-11-16T03:00:00Z'),
      onStatement: (subgraph) => statements.push(subgraph),
    });
  }, 90_000);
  beforeEach(() => statements.splice(0));
  afterAll(() => opened.close());

  async function ask(slug: string, token: string | null, query: string, variables = {}): Promise<Answer> {
    const headers = {
      host: `${slug}.localhost`,
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const { port } = opened.house;
    const sent = request({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers });
    sent.end(JSON.stringify({ query, variables }));
    const [response] = await once(sent, 'response');
    return JSON.parse(await text(response));
  }

  /** What is sent after a refusal has come is lost, as it may be. */
  async function post(path: string, body: string, headers: Record<string, string>) {
    const { port } = opened.house;
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }).on(
      'error',
      () => undefined,
    );
    sent.end(body);
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, body: JSON.parse(await text(response)) };
  }

  async function tokenOf(slug: string, name = 'owner'): Promise<string> {
    const input = { email: `${name}@${slug}.test`, password: 'freehold-demo' };
    const { data } = await ask(slug, null, SIGN_IN, { input });
    return String(data?.signIn?.accessToken);
  }

  /** How many statements each subgraph sends for so many bookings, when all that is remembered is remembered. */
  async function countFor(first: number): Promise<{ rows: number; sent: Record<string, number> }> {
    const token = await tokenOf('brightpath');
    await ask('brightpath', token, ACROSS, { first: 1 });
    statements.splice(0);
    const { data, errors } = await ask('brightpath', token, ACROSS, { first });
    expect(errors).toBeUndefined();
    const bookings = data?.tenant?.bookings as { edges: unknown[] };
    const bySubgraph = Map.groupBy(statements, (subgraph) => subgraph);
    const sent = [...bySubgraph].map(([subgraph, all]) => [subgraph, all.length] as const);
    return { rows: bookings.edges.length, sent: Object.fromEntries(sent.sort()) };
  }

  it('answers a query across all of them with as many statements for 20 rows as for 2', async () => {
    const [few, many] = [await countFor(2), await countFor(20)];
    expect([few.rows, many.rows]).toEqual([2, 20]);
    expect(many.sent).toEqual({ analytics: 5, billing: 4, booking: 2, tenancy: 4 });
    expect(few.sent).toEqual(many.sent);
  });

  it('gives a calendar to whoever has its address, at the host of its tenant alone', async () => {
    const create = `mutation { createCalendarFeed(input: { scope: TENANT, idempotencyKey: "feed" }) { path } }`;
    const { data } = await ask('brightpath', await tokenOf('brightpath'), create);
    const path = String(data?.createCalendarFeed?.path);
    const read = async (slug: string, at: string) => {
      const sent = request({
        host: '127.0.0.1',
        port: opened.house.port,
        path: at,
        headers: { host: `${slug}.localhost` },
      });
      const [response] = await once(sent.end(), 'response');
      return {
        status: response.statusCode,
        type: response.headers['content-type'],
        body: await text(response),
      };
    };
    const feed = await read('brightpath', path);
    expect(feed).toMatchObject({ status: 200, type: 'text/calendar; charset=utf-8' });
    expect(feed.body).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT[\s\S]*END:VCALENDAR\r\n$/);
    expect((await read('hartwell', path)).status).toBe(404);
    expect((await read('brightpath', '/calendar/x.ics')).status).toBe(404);
    expect((await read('brightpath', path.replace('.ics', ''))).status).toBe(404);
  });

  it('takes a calendar of 20,000 events over HTTP from staff, whole or not at all', async () => {
    const token = await tokenOf('brightpath');
    const { data } = await ask('brightpath', token, '{ resources(first: 1) { edges { node { id } } } }');
    const [first] = (data?.resources?.edges ?? []) as { node: { id: string } }[];
    const resourceId = first?.node.id ?? '';
    const events = Array.from({ length: 20_000 }, (_, index) => {
      const at = new Date(Date.UTC(2026, 11, 1) + index * 25 * 60_000)
        .toISOString()
        .replaceAll(/[-:]|\.000/g, '');
      const said = [`UID:e${index}`, `DTSTART:${at}`, 'DURATION:PT20M', `DESCRIPTION:${'x'.repeat(380)}`];
      return ['BEGIN:VEVENT', ...said, 'END:VEVENT'].join('\r\n');
    });
    const text = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
    expect(Buffer.byteLength(text)).toBeGreaterThan(9_000_000);
    const send = (body: string, key: string, bearer: string | null = token, id = resourceId) =>
      post(`/calendar/import/${id}`, body, {
        host: 'brightpath.localhost',
        'content-type': 'text/calendar',
        'idempotency-key': key,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      });
    statements.splice(0);
    const taken = await send(text, 'whole');
    expect(taken.status).toBe(200);
    expect(taken.body.taken + taken.body.failed).toBe(20_000);
    expect(taken.body.taken).toBeGreaterThan(10_000);
    expect(statements.filter((subgraph) => subgraph === 'booking').length).toBeLessThan(30);
    expect(await send(text, 'whole')).toEqual(taken);
    const codes = await Promise.all([
      send(`${text}\r\n`, 'whole'),
      send('Kari is away.', 'prose'),
      send(text, 'nobody', null),
      send(text, 'customer', await tokenOf('brightpath', 'customer')),
      send('BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'elsewhere', token, newId('rsc')),
    ]);
    expect(codes.map(({ status, body }) => [status, body.errors[0].extensions.code])).toEqual([
      [409, 'IDEMPOTENCY_CONFLICT'],
      [400, 'INVALID'],
      [401, 'UNAUTHENTICATED'],
      [403, 'FORBIDDEN'],
      [404, 'NOT_FOUND'],
    ]);
  }, 60_000);

  it.each([
    ['a field', `{ tenant { bookingsPerDay${RANGE} { count } } }`, ['tenant', 'bookingsPerDay']],
    ['an alias', `{ t: tenant { name: bookingsPerDay${RANGE} { count } } }`, ['t', 'name']],
    [
      'a fragment',
      `{ tenant { ...F } } fragment F on Tenant { x: bookingsPerDay${RANGE} { date } }`,
      ['tenant', 'x'],
    ],
    [
      'an inline fragment',
      `{ tenant { ... { bookingsPerDay${RANGE} { date } } } }`,
      ['tenant', 'bookingsPerDay'],
    ],
  ])('names what would grant a feature that the plan has not, asked by %s', async (_road, query, path) => {
    const { errors } = await ask('hartwell', await tokenOf('hartwell'), query);
    expect(errors).toEqual([expect.objectContaining({ path, extensions: expect.objectContaining(REFUSED) })]);
  });

  it('keeps the road of entities to itself', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }`;
    const { errors } = await ask('hartwell', await tokenOf('hartwell'), query, { r: [] });
    expect(errors?.length).toBeGreaterThan(0);
    expect(statements.filter((subgraph) => subgraph === 'analytics')).toEqual([]);
  });

  it('refuses the token of one tenant at the host of another', async () => {
    const { errors } = await ask('riverside', await tokenOf('hartwell'), '{ me { id } }');
    expect(errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'FORBIDDEN' }) }),
    ]);
  });
});
