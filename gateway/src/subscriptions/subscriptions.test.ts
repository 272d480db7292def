import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestSocket } from '../../test/test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { id seatsTaken } }';
const WIDE = `subscription Wide($with: Boolean!) {
  moved: seatsChanged { ...S coach: trainer { called: name } }
}
fragment S on Session { id taken: seatsTaken earned: revenueMinor cost: priceMinor @include(if: $with) }`;

describe('a subscription', () => {
  let gateway: TinyGateway;
  let rich: TinyTenant;
  let poor: TinyTenant;
  const sockets: TestSocket[] = [];

  beforeAll(async () => {
    gateway = await startTinyGateway();
    rich = gateway.world.addTenant('rich');
    poor = gateway.world.addTenant('poor', []);
  });
  afterAll(() => gateway.close());
  afterEach(async () => {
    gateway.house.billing.isDown = false;
    gateway.house.booking.isDown = false;
    for (const { socket } of sockets.splice(0)) socket.close();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });

  async function listen(
    tenant: TinyTenant,
    query: string,
    options: { token?: string; variables?: Record<string, unknown> } = {},
  ) {
    const before = gateway.world.seatsChanged.size;
    const socket = await gateway.connect(tenant, options.token);
    sockets.push(socket);
    socket.subscribe('1', query, options.variables);
    await eventually(() => gateway.world.seatsChanged.size > before);
    return socket;
  }
  const move = (tenant: TinyTenant, seatsTaken = 7) =>
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });

  it('is completed by the other subgraphs, in the words of the client document', async () => {
    const socket = await listen(rich, WIDE, { variables: { with: true } });
    move(rich);
    const { payload } = await socket.next('1');
    expect(payload).toEqual({
      extensions: { cursor: expect.any(String) },
      data: {
        moved: {
          id: 's1',
          taken: 7,
          earned: 4200,
          cost: 100,
          coach: { called: 'Name of trainer-of-s1' },
        },
      },
    });
  });

  it('heeds its variables in the owning subgraph and in the others', async () => {
    const query =
      'subscription($n: Int, $with: Boolean!) { seatsChanged(above: $n) { id priceMinor @include(if: $with) } }';
    const socket = await listen(rich, query, { variables: { n: 5, with: false } });
    move(rich, 5);
    move(rich, 6);
    expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: { id: 's1' } } } });
    expect(socket.messages).toEqual([]);
  });

  it('brings each tenant its own events and no other', async () => {
    const [mine, theirs] = [await listen(rich, SEATS), await listen(poor, SEATS)];
    move(rich, 1);
    move(poor, 2);
    expect(await mine.next('1')).toMatchObject({ payload: { data: { seatsChanged: { seatsTaken: 1 } } } });
    expect(await theirs.next('1')).toMatchObject({ payload: { data: { seatsChanged: { seatsTaken: 2 } } } });
    expect([...mine.messages, ...theirs.messages]).toEqual([]);
  });

  it('carries the refusals of the owning subgraph and of the others inside an event', async () => {
    const query = 'subscription { moved: seatsChanged { id w: waiting r: revenueMinor } }';
    const socket = await listen(poor, query);
    move(poor);
    const { payload } = await socket.next('1');
    const refusal = {
      code: 'PLAN_UPGRADE_REQUIRED',
      feature: 'analytics',
      currentPlan: 'fitness:starter',
      cheapestGrant: 'fitness:pro',
    };
    expect(payload).toMatchObject({
      data: { moved: { id: 's1', w: null, r: null } },
      errors: [
        { path: ['moved', 'w'], extensions: { ...refusal, serviceName: 'booking' } },
        { path: ['moved', 'r'], extensions: { ...refusal, serviceName: 'billing' } },
      ],
    });
  });

  it('is refused at once, with code and data, when the subgraph refuses it', async () => {
    const socket = await gateway.connect(poor);
    sockets.push(socket);
    socket.subscribe('1', 'subscription { sold: revenueChanged { id } }');
    expect(await socket.next('1')).toMatchObject({
      type: 'next',
      payload: {
        errors: [{ path: ['sold'], extensions: { code: 'PLAN_UPGRADE_REQUIRED', feature: 'analytics' } }],
      },
    });
    expect(await socket.next('1')).toMatchObject({ type: 'complete' });
  });

  it('takes a field out of the next event after a downgrade, and gives it back after an upgrade', async () => {
    const tenant = gateway.world.addTenant('moving');
    const socket = await listen(tenant, 'subscription { seatsChanged { waiting revenueMinor } }');
    move(tenant);
    expect(await socket.next('1')).toMatchObject({
      payload: { data: { seatsChanged: { waiting: 3, revenueMinor: 4200 } } },
    });
    const asked = () => gateway.house.booking.calls.filter(({ query }) => query.startsWith('subscription'));
    for (const [features, value, refusals] of [
      [[], null, 2],
      [['analytics'], 4200, undefined],
    ] as const) {
      const before = asked().length;
      gateway.world.entitle(tenant, [...features]);
      await eventually(() => asked().length > before && gateway.world.seatsChanged.size === 1);
      move(tenant);
      const { payload } = await socket.next('1');
      expect(payload).toMatchObject({ data: { seatsChanged: { revenueMinor: value } } });
      expect(Object(payload).errors?.length).toBe(refusals);
    }
  });

  it('ends with the refusal when a downgrade takes the whole subscription away', async () => {
    const tenant = gateway.world.addTenant('falling');
    const socket = await listen(tenant, 'subscription { revenueChanged { id } }');
    gateway.world.entitle(tenant, []);
    expect(await socket.next('1')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'PLAN_UPGRADE_REQUIRED' } }] },
    });
    expect(await socket.next('1')).toMatchObject({ type: 'complete' });
    expect(gateway.world.seatsChanged.size).toBe(0);
  });

  it('nulls only the fields of a subgraph that is away, event by event', async () => {
    const socket = await listen(rich, 'subscription { moved: seatsChanged { id r: priceMinor } }');
    gateway.house.billing.isDown = true;
    move(rich);
    expect(await socket.next('1')).toMatchObject({
      payload: {
        data: { moved: { id: 's1', r: null } },
        errors: [{ path: ['moved', 'r'], extensions: { code: 'UNAVAILABLE' } }],
      },
    });
    gateway.house.billing.isDown = false;
    move(rich);
    expect(await socket.next('1')).toMatchObject({ payload: { data: { moved: { r: 100 } } } });
  });

  it('masks a fault of the owning subgraph inside an event, and goes on', async () => {
    const socket = await listen(rich, 'subscription { f: faultySeats { id } }');
    for (let event = 0; event < 2; event += 1) {
      move(rich);
      const { payload } = await socket.next('1');
      expect(payload).toMatchObject({
        data: { f: null },
        errors: [{ message: 'Something went wrong.', path: ['f'], extensions: { code: 'INTERNAL' } }],
      });
      expect(JSON.stringify(payload)).not.toMatch(/constraint/);
    }
  });

  it.each([
    ['lost', new Error('lost')],
    ['stopped', null],
  ])('is asked again when the owning subgraph was %s, and hears what happened meanwhile', async (_, loss) => {
    const socket = await listen(rich, SEATS);
    gateway.world.seatsChanged.end(loss);
    move(rich, 41);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    move(rich, 42);
    for (const seatsTaken of [41, 42])
      expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: { seatsTaken } } } });
  });

  it('is completed when a subgraph that keeps no events ends it', async () => {
    gateway.house.booking.isMarking = false;
    const socket = await listen(rich, SEATS);
    gateway.world.seatsChanged.end();
    expect(await socket.next('1')).toMatchObject({ type: 'complete' });
    gateway.house.booking.isMarking = true;
  });

  it('says UNAVAILABLE when the owning subgraph is away from the start', async () => {
    gateway.house.booking.isDown = true;
    const socket = await gateway.connect(rich);
    sockets.push(socket);
    socket.subscribe('1', SEATS);
    expect(await socket.next('1')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
    });
  });

  it('leaves the subgraph when the client completes it, and when the client goes', async () => {
    const socket = await listen(rich, SEATS);
    socket.send({ type: 'complete', id: '1' });
    await eventually(() => gateway.world.seatsChanged.size === 0);
    const other = await listen(rich, SEATS);
    other.socket.terminate();
    await eventually(() => gateway.world.seatsChanged.size === 0);
  });

  it.each([
    ['an unknown field', 'subscription { nothing { id } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an internal field', 'subscription { _accessChanged { tenantId } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of a wrong type',
      'subscription($n: Int) { seatsChanged(above: $n) { id } }',
      { n: 'x' },
      'BAD_USER_INPUT',
    ],
  ])('is refused for %s', async (_, query, variables, code) => {
    const socket = await gateway.connect(rich);
    sockets.push(socket);
    socket.subscribe('1', query, variables);
    const { payload } = await socket.next('1');
    const errors = Array.isArray(payload) ? payload : Object(payload).errors;
    expect(errors[0].extensions.code).toBe(code);
  });
});
