import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../../test/faults/held-subgraph.ts';
import type { TestSocket } from '../../test/test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import { supergraphOf, without } from '../../test/tiny-supergraphs.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { hashOf } from '../operations/operation-manifest.ts';
import type { GatewaySchema } from './gateway-schema.ts';
import { SchemaRefused } from './schema-loader.ts';

const ROLES = { TENANT_OWNER: ['booking.read', 'booking.confirm'], CUSTOMER: ['booking.read'] };
const BOTH =
  '{ sessions(first: 2) { id seatsTaken revenueMinor } __type(name: "Session") { fields { name } } }';
const SESSIONS = [
  { id: 's1', seatsTaken: 1, revenueMinor: 4200 },
  { id: 's2', seatsTaken: 2, revenueMinor: 4200 },
];
const NARROW = '{ sessions(first: 1) { id } }';
const WIDE = '{ sessions(first: 1) { id heldBy } }';
const SEATS = 'subscription { seatsChanged { id seatsTaken revenueMinor } }';
const JSON_TYPE = { 'content-type': 'application/json' };

function operations(...documents: string[]): Record<string, string> {
  return Object.fromEntries(documents.map((document) => [hashOf(document), document]));
}

/** Billing knows sessions by another key: whoever owns them is asked for more. */
function withOtherKey(house: TinyHouse): string {
  return supergraphOf(house, {
    booking: (sdl) =>
      sdl.replace(
        'type Session implements Moved',
        'type Session implements Moved @key(fields: "id seatsTaken")',
      ),
    billing: (sdl) =>
      without(
        'Session',
        'takingsMinor',
      )(without('Session', 'seatsTaken')(sdl)).replace(
        'type Session @key(fields: "id") {',
        'type Session @key(fields: "id seatsTaken") { seatsTaken: Int!',
      ),
  });
}

describe('a schema that is loaded while another is served', () => {
  let house: TinyHouse;
  let booking: HeldSubgraph;
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  let narrow: GatewaySchema;
  let wide: GatewaySchema;

  beforeEach(async () => {
    house = new TinyHouse();
    booking = new HeldSubgraph(house.booking);
    const common = { roles: ROLES, operations: operations(NARROW) };
    narrow = {
      ...{ ...common, apiSdl: 'type Narrow' },
      supergraphSdl: supergraphOf(house, { booking: without('Session', 'heldBy') }),
    };
    wide = {
      ...{ ...common, apiSdl: 'type Wide', operations: operations(WIDE) },
      supergraphSdl: supergraphOf(house),
    };
    gateway = await startTinyGateway(narrow, house, [house.tenancy, booking, house.billing]);
    tenant = gateway.world.addTenant('fitzone');
  });
  afterEach(() => gateway.close());

  const ask = (query: string) => gateway.ask(tenant, query);
  const move = (seatsTaken: number) =>
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });

  async function listen(query: string, socket?: TestSocket, id = '1'): Promise<TestSocket> {
    const before = gateway.world.seatsChanged.size;
    const open = socket ?? (await gateway.connect(tenant));
    open.subscribe(id, query);
    await eventually(() => gateway.world.seatsChanged.size > before);
    return open;
  }

  /** What comes over a stream. */
  async function stream(query: string) {
    const { body } = await request(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...JSON_TYPE, host: `${tenant.host}:4000`, accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    const came = { text: '', isOver: false, leave: () => void body.destroy() };
    body.setEncoding('utf8').on('data', (text: string) => {
      came.text += text;
    });
    body.on('end', () => {
      came.isOver = true;
    });
    body.on('error', () => undefined);
    return came;
  }

  async function heard(socket: TestSocket): Promise<unknown> {
    const { payload } = await socket.next('1');
    return Object(payload).data?.seatsChanged;
  }

  it('fails no request of a steady stream, each of which sees one schema or the other', async () => {
    const seen = { narrow: 0, wide: 0 };
    let isOver = false;
    const stream = async () => {
      while (!isOver) {
        const { status, body } = await ask(BOTH);
        expect([status, body.errors, body.data.sessions]).toEqual([200, undefined, SESSIONS]);
        const fields = body.data.__type.fields.map(({ name }: { name: string }) => name);
        seen[fields.includes('heldBy') ? 'wide' : 'narrow'] += 1;
      }
    };
    const streams = Promise.all(Array.from({ length: 4 }, stream));
    for (const schema of [wide, narrow, wide, narrow, wide]) {
      await gateway.gateway.load(schema);
      await ask(NARROW);
    }
    isOver = true;
    await streams;
    expect([seen.narrow > 0, seen.wide > 0]).toEqual([true, true]);
  });

  it('lets an operation that is under way finish on the schema that it began with', async () => {
    await gateway.gateway.load(wide);
    booking.hold();
    const answer = ask('{ sessions(first: 1) { heldBy revenueMinor } __type(name: "Session") { name } }');
    await eventually(() => booking.asked > 0);
    await gateway.gateway.load(narrow);
    booking.letGo();
    expect((await answer).body).toEqual({
      data: { sessions: [{ heldBy: null, revenueMinor: 4200 }], __type: { name: 'Session' } },
    });
    expect((await ask(WIDE)).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('keeps sockets and subscriptions, which hear every event once and in order', async () => {
    const socket = await listen(SEATS);
    const expected = [];
    for (const [index, schema] of [wide, narrow, wide, narrow].entries()) {
      move(2 * index + 1);
      const loaded = gateway.gateway.load(schema);
      move(2 * index + 2);
      await loaded;
      expected.push(2 * index + 1, 2 * index + 2);
    }
    for (const seatsTaken of expected)
      expect(await heard(socket)).toEqual({ id: 's1', seatsTaken, revenueMinor: 4200 });
    expect([socket.messages, socket.socket.readyState]).toEqual([[], 1]);
    expect(booking.subscriptions).toHaveLength(1);
  });

  it('asks the owner anew, after the last event, where the new schema asks it for something else', async () => {
    const query = 'subscription { seatsChanged { id revenueMinor } }';
    const sockets = [await listen(query), await gateway.connect(tenant)] as const;
    sockets[1].subscribe('1', query);
    // The second one joins the subscription of the first, which nobody outside can see.
    sockets[1].send({ type: 'subscribe', id: 'ask', payload: { query: NARROW } });
    await sockets[1].take(({ type, id }) => id === 'ask' && type === 'complete');
    sockets[1].messages.length = 0;
    move(1);
    for (const socket of sockets) expect(await heard(socket)).toEqual({ id: 's1', revenueMinor: 4200 });
    const loaded = gateway.gateway.load({ ...wide, supergraphSdl: withOtherKey(house) });
    move(2);
    await loaded;
    await eventually(() => booking.subscriptions.length === 2);
    move(3);
    for (const socket of sockets)
      for (let event = 2; event <= 3; event += 1)
        expect(await heard(socket)).toEqual({ id: 's1', revenueMinor: 4200 });
    expect(sockets.flatMap(({ messages }) => messages)).toEqual([]);
    expect(booking.subscriptions.map((call) => call.query.includes('seatsTaken'))).toEqual([false, true]);
    await eventually(() => gateway.world.seatsChanged.size === 1);
  });

  it('ends a subscription whose field is gone, and nothing else of its socket', async () => {
    await gateway.gateway.load(wide);
    const socket = await listen('subscription { held: seatsChanged { heldBy } }', undefined, 'gone');
    await listen(SEATS, socket);
    await gateway.gateway.load(narrow);
    expect(await socket.next('gone')).toMatchObject({
      type: 'next',
      payload: { errors: [{ extensions: { code: 'SUBSCRIPTION_OUTDATED' } }] },
    });
    expect(await socket.next('gone')).toMatchObject({ type: 'complete' });
    await eventually(() => gateway.world.seatsChanged.size === 1);
    move(5);
    expect(await heard(socket)).toEqual({ id: 's1', seatsTaken: 5, revenueMinor: 4200 });
    expect([socket.messages, socket.socket.readyState]).toEqual([[], 1]);
  });

  it('keeps streams as it keeps sockets, and ends those whose field is gone', async () => {
    await gateway.gateway.load(wide);
    const streams = await Promise.all([SEATS, 'subscription { seatsChanged { heldBy } }'].map(stream));
    await eventually(() => gateway.world.seatsChanged.size === 2);
    await gateway.gateway.load(narrow);
    const [stays, gone] = streams;
    await eventually(() => gone?.isOver ?? false);
    expect(gone?.text).toMatch(
      /^:\n\nevent: next\n.*SUBSCRIPTION_OUTDATED.*\n\nevent: complete\ndata:\n\n$/s,
    );
    move(9);
    await eventually(() => stays?.text.includes('"seatsTaken":9') ?? false);
    expect(stays?.isOver).toBe(false);
    stays?.leave();
  });

  it('refuses a broken one and serves the one before it, all of it', async () => {
    const socket = await listen(SEATS);
    const broken: Partial<GatewaySchema>[] = [
      { supergraphSdl: 'type Query { a: Int }' },
      { supergraphSdl: wide.supergraphSdl.replace('type Tenant', 'type Renamed') },
      { supergraphSdl: '{' },
      { operations: { [hashOf('{ a }')]: WIDE } },
      { operations: { [hashOf('{')]: '{' } },
    ];
    for (const part of broken)
      await expect(gateway.gateway.load({ ...wide, roles: {}, ...part })).rejects.toThrow(SchemaRefused);
    expect((await ask(WIDE)).status).toBe(400);
    expect((await ask(NARROW)).body.data.sessions).toEqual([{ id: 's1' }]);
    const token = await gateway.token(gateway.world.signIn(tenant));
    await gateway.ask(tenant, NARROW, { token });
    expect(house.booking.calls.at(-1)?.caller.member?.actions).toEqual(ROLES.TENANT_OWNER);
    move(7);
    expect(await heard(socket)).toMatchObject({ seatsTaken: 7 });
    expect(await gateway.gateway.metrics()).toContain('freehold_schema_loads_total{outcome="refused"} 5');
    await gateway.gateway.load(wide);
    expect((await ask(WIDE)).status).toBe(200);
  });

  it('brings its operations; those of the one before are known until the next', async () => {
    const byHash = async (document: string) => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(document) } };
      return (await gateway.post(tenant.host, JSON.stringify({ extensions }), JSON_TYPE)).status;
    };
    expect([await byHash(NARROW), await byHash(WIDE)]).toEqual([200, 404]);
    await gateway.gateway.load(wide);
    expect([await byHash(NARROW), await byHash(WIDE)]).toEqual([200, 200]);
    await gateway.gateway.load(wide);
    expect([await byHash(NARROW), await byHash(WIDE)]).toEqual([404, 200]);
  });

  it('brings its roles to whoever is signed in, and its text to who reads the API', async () => {
    const token = await gateway.token(gateway.world.signIn(tenant));
    const authorization = `Bearer ${token}`;
    const text = async () => {
      const answer = await gateway.app.inject({
        url: '/graphql/schema',
        headers: { host: tenant.host, authorization },
      });
      return answer.body;
    };
    const actions = async () => {
      await gateway.ask(tenant, NARROW, { token });
      return house.booking.calls.at(-1)?.caller.member?.actions;
    };
    expect([await text(), await actions()]).toEqual(['type Narrow', ROLES.TENANT_OWNER]);
    await gateway.gateway.load({ ...wide, roles: { TENANT_OWNER: ['booking.read'] } });
    expect([await text(), await actions()]).toEqual(['type Wide', ['booking.read']]);
  });
});
