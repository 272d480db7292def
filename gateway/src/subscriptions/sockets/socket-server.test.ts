import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { id } }';

describe('SocketServer', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  let stranger: TinyTenant;

  beforeAll(async () => {
    gateway = await startTinyGateway({ allowedOrigins: ['https://app.example.com'] });
    tenant = gateway.world.addTenant('fitzone');
    stranger = gateway.world.addTenant('yogaflow');
  });
  afterAll(() => gateway.close());

  async function signedIn(seconds = 600) {
    const session = gateway.world.signIn(tenant);
    const socket = await gateway.connect(tenant, await gateway.token(session, {}, seconds));
    return { session, socket };
  }

  it('answers queries and mutations with the same limits and codes as HTTP', async () => {
    const { session, socket } = await signedIn();
    socket.subscribe('1', '{ me { id } sessions(first: 1) { id revenueMinor } }');
    expect(await socket.next('1')).toMatchObject({
      payload: { data: { me: { id: session.memberId }, sessions: [{ revenueMinor: 4200 }] } },
    });
    socket.subscribe('2', 'query($n: Int!) { sessions(first: $n) { id } }', { n: 'x' });
    expect(await socket.next('2')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    socket.socket.close();
  });

  it('executes nothing of which no operation has the name, though the name be empty', async () => {
    const { socket } = await signedIn();
    const asked = gateway.house.booking.calls.length;
    const payload = { query: 'mutation { setCookie }', operationName: '' };
    socket.send({ type: 'subscribe', id: '1', payload });
    expect(await socket.next('1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
    });
    expect(gateway.house.booking.calls).toHaveLength(asked);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    socket.socket.close();
  });

  it('closes the socket with 4403 within two seconds after its session has ended', async () => {
    const { session, socket } = await signedIn();
    const other = await signedIn();
    socket.subscribe('1', SEATS);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    const endedAt = Date.now();
    gateway.world.end(session);
    expect(await socket.closed).toBe(4403);
    expect(Date.now() - endedAt).toBeLessThan(2_000);
    await eventually(() => gateway.world.seatsChanged.size === 0);
    expect(other.socket.socket.readyState).toBe(other.socket.socket.OPEN);
    other.socket.socket.close();
  });

  it('cuts off who does not answer that it is closed', async () => {
    const other = await startTinyGateway();
    const { server } = other.app;
    const count = promisify((done: (error: Error | null, count: number) => void) =>
      server.getConnections(done),
    );
    const mute = await other.connect(other.world.addTenant('mute'));
    mute.socket.pause();
    mute.send({ type: 'connection_init' });
    const open = await count();
    await expect.poll(() => count()).toBe(0);
    expect(open).toBe(1);
    mute.socket.terminate();
    await other.close();
  });

  it('closes the socket with 4403 when the token expires', async () => {
    const { socket } = await signedIn(2);
    expect(await socket.closed).toBe(4403);
  });

  it('closes the sockets of a tenant with 4403 when it is suspended', async () => {
    const closing = gateway.world.addTenant('closing');
    const socket = await gateway.connect(closing);
    closing.access = 'SUSPENDED';
    gateway.world.accessChanged.publish({ tenantId: closing.id, sessionId: null });
    expect(await socket.closed).toBe(4403);
  });

  it.each(['a token of another tenant', 'an ended session', 'no token at all'])(
    'lets nobody in with %s',
    async (what) => {
      const session = gateway.world.signIn(tenant);
      const token = `Bearer ${await gateway.token(session)}`;
      if (what === 'an ended session') gateway.world.sessions.delete(session.id);
      const host = what === 'a token of another tenant' ? stranger : tenant;
      const socket = await gateway.socket(host).opened();
      const authorization = what === 'no token at all' ? 'Bearer x' : token;
      socket.send({ type: 'connection_init', payload: { authorization } });
      expect(await socket.closed).toBe(4403);
    },
  );

  it('asks a client to come back when it cannot be told who it is', async () => {
    const late = gateway.world.addTenant('late');
    gateway.house.tenancy.isDown = true;
    const socket = await gateway.socket(late).opened();
    socket.send({ type: 'connection_init' });
    expect(await socket.closed).toBe(1013);
    gateway.house.tenancy.isDown = false;
  });

  it.each([
    ['its own host', 'http://fitzone.localhost:4000', true],
    ['a listed origin', 'https://app.example.com', true],
    ['another tenant', 'http://yogaflow.localhost:4000', false],
    ['another site', 'https://evil.example', false],
    ['a sandboxed frame', 'null', false],
  ])('opens for pages of %s: %s %s', async (_, origin, isAllowed) => {
    const socket = gateway.socket(tenant, { origin });
    if (!isAllowed) return expect(socket.opened()).rejects.toThrow('403');
    await socket.opened();
    await socket.init();
    socket.socket.close();
  });

  it('closes a socket that does not introduce itself within three seconds, or asks before it did', async () => {
    const silent = await gateway.socket(tenant).opened();
    const hasty = await gateway.socket(tenant).opened();
    hasty.subscribe('1', SEATS);
    expect(await hasty.closed).toBe(4401);
    expect(await silent.closed).toBe(4408);
  });

  it.each([
    ['a message that is no JSON', '{'],
    ['a message of no known type', '{"type":"hack"}'],
    ['an introduction that is none', '{"type":"connection_init","payload":{"authorization":7}}'],
  ])('closes a socket for %s', async (_, text) => {
    const socket = await gateway.socket(tenant).opened();
    socket.socket.send(text);
    expect(await socket.closed).toBeGreaterThanOrEqual(4400);
  });

  it('carries 100 operations at a time and refuses the next', async () => {
    const socket = await gateway.connect(tenant);
    for (let id = 0; id < 101; id += 1) socket.subscribe(`${id}`, SEATS);
    const refused = await socket.take(({ type }) => type === 'error');
    expect(refused).toMatchObject({
      id: '100',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS', max: 100 } }],
    });
    await eventually(() => gateway.world.seatsChanged.size === 1);
    socket.socket.close();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });

  it.each(['next', 'error', 'connection_ack'])(
    'closes with 4400 whoever sends a message of a server: %s',
    async (type) => {
      const { socket } = await signedIn();
      socket.socket.send(JSON.stringify({ type, id: '1', payload: [{ message: 'x' }] }));
      expect(await socket.closed).toBe(4400);
    },
  );

  it.each([
    ['text that is no UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe], 1007],
    ['an operation that there is none of', [0x83, 0x80, 0, 0, 0, 0], 1002],
    ['no mask', [0x81, 0x02, 0x68, 0x69], 1002],
  ])(
    'closes the socket of who sends frames with %s, and writes nothing to the console',
    async (_, frame, code) => {
      const said = vi.spyOn(console, 'error');
      const { socket } = await signedIn();
      Reflect.get(socket.socket, '_socket').write(Buffer.from(frame));
      expect(await socket.closed).toBe(code);
      expect(said).not.toHaveBeenCalled();
      said.mockRestore();
    },
  );

  it.each([
    ['a subscription', 'subscription { nothing { id } }'],
    ['a query', '{ nothing }'],
    ['a condition at the root', 'subscription($no: Boolean!) { seatsChanged @skip(if: $no) { id } }'],
  ])('answers %s that is invalid with an error and nothing after it, and goes on', async (_, query) => {
    const { socket } = await signedIn();
    socket.subscribe('1', query, { no: false });
    expect(await socket.next('1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    socket.subscribe('1', '{ tenant { name } }');
    expect(await socket.next('1')).toMatchObject({ type: 'next', payload: { data: { tenant: {} } } });
    expect(await socket.next('1')).toMatchObject({ type: 'complete' });
    expect(socket.messages).toEqual([]);
    socket.socket.close();
  });

  it('tells each event once to who completes and subscribes again by the same id at once', async () => {
    const { socket } = await signedIn();
    for (let again = 0; again < 3; again += 1) {
      socket.subscribe('1', SEATS);
      socket.socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    }
    socket.subscribe('1', SEATS);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: 3 });
    await socket.next('1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(socket.messages).toEqual([]);
    socket.socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    await eventually(() => gateway.world.seatsChanged.size === 0);
    socket.socket.close();
  });

  it('tells who completes what is open and subscribes again by the same id at once, and lets go of both', async () => {
    const { socket } = await signedIn();
    socket.subscribe('1', SEATS);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    socket.subscribe('1', SEATS);
    await new Promise((resolve) => setTimeout(resolve, 200));
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: 3 });
    expect(await socket.next('1')).toMatchObject({ type: 'next' });
    expect(socket.messages).toEqual([]);
    socket.socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    await eventually(() => gateway.world.seatsChanged.size === 0);
    socket.socket.close();
  });
});
