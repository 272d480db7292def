import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { createPassportIssuer, createPassportVerifier } from '@freehold/kernel/caller/passport';
import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { type ServedSubgraph, serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import { systemClock } from '@freehold/kernel/values/clock';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, startTinyGateway } from '../../../test/tiny-gateway.ts';
import { TinyHouse } from '../../../test/tiny-house.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';
import { gatewayCaller } from '../gateway-caller.ts';
import { remoteSubgraph } from './remote-subgraph.ts';
import { reusedPassports } from './reused-passports.ts';

const KEYS = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const passportsFor = (subgraph: string) => createPassportIssuer(KEYS.privateKey, systemClock, subgraph);
const passports = passportsFor('tenancy');

function serve(subgraph: SubgraphClient, port = 0): Promise<ServedSubgraph> {
  return serveSubgraph(subgraph, {
    host: '127.0.0.1',
    port,
    passports: createPassportVerifier(KEYS.publicKey, systemClock, subgraph.name),
    logger: pino({ level: 'silent' }),
  });
}

function streamOf(answer: AsyncIterable<SubgraphAnswer> | SubgraphAnswer): AsyncIterator<SubgraphAnswer> {
  if (Symbol.asyncIterator in answer) return answer[Symbol.asyncIterator]();
  throw new Error(`No events: ${JSON.stringify(answer)}`);
}

describe('remoteSubgraph', () => {
  let house: TinyHouse;
  let served: ServedSubgraph;
  let remote: SubgraphClient;
  const caller = gatewayCaller('r1');

  beforeEach(async () => {
    house = new TinyHouse();
    served = await serve(house.tenancy);
    remote = remoteSubgraph({ name: 'tenancy', url: served.url, passports });
  });
  afterEach(async () => {
    await remote.close();
    await served.close();
  });

  it('carries a question with its caller and cookies, and the answer with its cookies', async () => {
    const cookies = { '__Host-freehold-refresh': 'abc' };
    const answer = await remote.execute({ query: 'mutation { refreshSession }', caller, cookies });
    expect(answer).toEqual({
      data: { refreshSession: JSON.stringify(cookies) },
      setCookies: [{ name: '__Host-freehold-refresh', value: 'next', maxAgeSeconds: 60 }],
    });
    expect(house.tenancy.calls.at(-1)?.caller).toEqual(caller);
  });

  it('names each request, although callers show the same passport again', async () => {
    const reused = remoteSubgraph({
      name: 'tenancy',
      url: served.url,
      passports: reusedPassports(passports, systemClock),
    });
    for (const requestId of ['r1', 'r2'])
      await reused.execute({ query: '{ __typename }', caller: { ...caller, requestId } });
    const query = 'subscription { _accessChanged { tenantId } }';
    await streamOf(await reused.subscribe({ query, caller: { ...caller, requestId: 'r3' } })).return?.();
    await expect.poll(() => house.tenancy.calls.length).toBe(3);
    await reused.close();
    expect(house.tenancy.calls.map((call) => call.caller)).toEqual(
      ['r1', 'r2', 'r3'].map((requestId) => ({ ...caller, requestId })),
    );
  });

  it('carries variables and refusals', async () => {
    const query = 'query($host: String!) { _host(host: $host) { tenantId } }';
    const anonymous = { ...caller, kind: 'public' as const };
    const answer = await remote.execute({ query, variables: { host: 'x' }, caller: anonymous });
    expect(answer.errors).toEqual([{ message: 'No.', path: ['_host'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('throws when the subgraph does not take its passport', async () => {
    const foreign = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    const issuer = createPassportIssuer(foreign.toString(), systemClock, 'tenancy');
    const stranger = remoteSubgraph({ name: 'tenancy', url: served.url, passports: issuer });
    await expect(stranger.execute({ query: '{ __typename }', caller })).rejects.toThrow('401');
    const events = streamOf(
      await stranger.subscribe({ query: 'subscription { _accessChanged { tenantId } }', caller }),
    );
    expect(await events.next()).toMatchObject({
      value: { errors: [{ extensions: { code: 'PASSPORT_REFUSED' } }] },
    });
    expect(await events.next()).toMatchObject({ done: true });
    await stranger.close();
  });

  it('throws within five seconds when nobody answers', async () => {
    const mute: Server = createServer().listen(0, '127.0.0.1');
    await eventually(() => mute.address() !== null);
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : null;
    const silent = remoteSubgraph({ name: 'mute', url: `http://127.0.0.1:${port}`, passports });
    const askedAt = Date.now();
    const asked = silent.execute({ query: '{ __typename }', caller });
    const subscribed = silent.subscribe({ query: 'subscription { x }', caller });
    const results = await Promise.allSettled([asked, subscribed]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(Date.now() - askedAt).toBeLessThan(6_000);
    await silent.close();
    mute.close();
  });

  it('carries many subscriptions over one socket, each with its own caller', async () => {
    const seats = await serve(house.booking);
    const many = remoteSubgraph({ name: 'booking', url: seats.url, passports: passportsFor('booking') });
    const tenants = [house.world.addTenant('a'), house.world.addTenant('b')];
    const streams = await Promise.all(
      tenants.map(async ({ id }) => {
        const tenant = {
          id,
          edition: 'fitness',
          timeZone: 'Europe/Oslo',
          currency: 'NOK',
          plan: 'fitness:pro',
          features: [],
          upgrades: {},
          limits: {},
        };
        const call = { query: 'subscription { seatsChanged { seatsTaken } }', caller: { ...caller, tenant } };
        return streamOf(await many.subscribe(call));
      }),
    );
    await eventually(() => house.world.seatsChanged.size === 2);
    for (const [index, { id: tenantId }] of tenants.entries())
      house.world.seatsChanged.publish({ tenantId, id: 's1', seatsTaken: index + 1 });
    const events = await Promise.all(streams.map((stream) => stream.next()));
    expect(events.map(({ value }) => value.data)).toEqual([
      { seatsChanged: { seatsTaken: 1 } },
      { seatsChanged: { seatsTaken: 2 } },
    ]);
    await streams[0]?.return?.();
    await eventually(() => house.world.seatsChanged.size === 1);
    await streams[1]?.return?.();
    await eventually(() => house.world.seatsChanged.size === 0);
    await many.close();
    await seats.close();
  });

  it('fails its streams when the subgraph goes, and opens new ones when it is back', async () => {
    const call = { query: 'subscription { _accessChanged { sessionId } }', caller };
    const events = streamOf(await remote.subscribe(call));
    await served.close();
    await expect(events.next()).rejects.toThrow();
    await expect(remote.subscribe(call)).rejects.toThrow();
    served = await serve(house.tenancy, Number(new URL(served.url).port));
    const again = streamOf(await remote.subscribe(call));
    await eventually(() => house.world.accessChanged.size === 1);
    house.world.accessChanged.publish({ tenantId: null, sessionId: 's' });
    expect(await again.next()).toMatchObject({ value: { data: { _accessChanged: { sessionId: 's' } } } });
  });
});

describe('a gateway over remote subgraphs', () => {
  const servers: ServedSubgraph[] = [];
  let gateway: Awaited<ReturnType<typeof startTinyGateway>>;
  let poor: TinyTenant;

  beforeAll(async () => {
    const house = new TinyHouse();
    for (const subgraph of house.subgraphs) servers.push(await serve(subgraph));
    const clients = house.subgraphs.map(({ name }, index) =>
      remoteSubgraph({ name, url: servers[index]?.url ?? '', passports: passportsFor(name) }),
    );
    gateway = await startTinyGateway({}, house, clients);
    poor = gateway.world.addTenant('poor', []);
  });
  afterAll(async () => {
    await gateway.close();
    for (const server of servers) await server.close();
  });

  it('answers queries and refusals as in one process', async () => {
    const { body } = await gateway.ask(
      poor,
      '{ tenant { name } all: sessions(first: 1) { id r: revenueMinor } }',
    );
    expect(body.data).toEqual({ tenant: { name: 'poor' }, all: [{ id: 's1', r: null }] });
    expect(body.errors).toMatchObject([
      { path: ['all', 0, 'r'], extensions: { code: 'PLAN_UPGRADE_REQUIRED', feature: 'analytics' } },
    ]);
  });

  // These two hold once serveSubgraph passes results on as they are (`onNext`): its library calls
  // toJSON of every error, which plain errors have not, and closes the socket of all subscriptions.
  it('carries events and the refusals inside them', async () => {
    const socket = await gateway.connect(poor);
    socket.subscribe('1', 'subscription { moved: seatsChanged { id w: waiting r: revenueMinor } }');
    await eventually(() => gateway.world.seatsChanged.size === 1);
    gateway.world.seatsChanged.publish({ tenantId: poor.id, id: 's1', seatsTaken: 1 });
    expect(await socket.next('1')).toMatchObject({
      payload: {
        data: { moved: { id: 's1', w: null, r: null } },
        errors: [
          { path: ['moved', 'w'], extensions: { code: 'PLAN_UPGRADE_REQUIRED' } },
          { path: ['moved', 'r'], extensions: { code: 'PLAN_UPGRADE_REQUIRED' } },
        ],
      },
    });
    socket.socket.close();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });

  it('ends a subscription that the subgraph refuses', async () => {
    const socket = await gateway.connect(poor);
    socket.subscribe('1', 'subscription { revenueChanged { id } }');
    expect(await socket.next('1')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'PLAN_UPGRADE_REQUIRED' } }] },
    });
    expect(await socket.next('1')).toMatchObject({ type: 'complete' });
    socket.socket.close();
  });

  it('hears of ended sessions', async () => {
    const session = gateway.world.signIn(poor);
    const socket = await gateway.connect(poor, await gateway.token(session));
    gateway.world.end(session);
    expect(await socket.closed).toBe(4403);
  });
});
