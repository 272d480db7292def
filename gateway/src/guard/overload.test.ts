import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrowdedSubgraph } from '../../test/faults/crowded-subgraph.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const SESSIONS = '{ sessions(first: 1) { id } }';
const WITH_REVENUE = '{ sessions(first: 1) { id r: revenueMinor } }';
const LIVE = 'subscription { seatsChanged { id seatsTaken revenueMinor } }';
const REFUSED = { code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) };

describe('a gateway before a subgraph that is asked more than it can answer', () => {
  let booking: CrowdedSubgraph;
  let billing: CrowdedSubgraph;
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  const lines: string[] = [];

  beforeEach(async () => {
    const house = new TinyHouse();
    booking = new CrowdedSubgraph(house.booking);
    billing = new CrowdedSubgraph(house.billing);
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    gateway = await startTinyGateway({ logger }, house, [house.tenancy, booking, billing]);
    tenant = gateway.world.addTenant('fitzone');
    lines.length = 0;
  });
  afterEach(() => gateway.close());

  it.each(['application/json', 'application/graphql-response+json'])(
    'refuses as a whole, and says when to come again, an operation of which nothing was answered: %s',
    async (accept) => {
      booking.refusals = 1;
      const { status, headers, body } = await gateway.ask(tenant, SESSIONS, { headers: { accept } });
      expect(status).toBe(503);
      expect(headers['retry-after']).toMatch(/^[12]$/);
      expect([body.data, body.errors]).toMatchObject([undefined, [{ extensions: REFUSED }]]);
    },
  );

  it('answers what others answer, and says at its place what is to be asked again', async () => {
    billing.refusals = 1;
    const { status, body } = await gateway.ask(tenant, WITH_REVENUE);
    expect([status, body.data]).toEqual([200, { sessions: [{ id: 's1', r: null }] }]);
    expect(body.errors).toMatchObject([{ path: ['sessions', 0, 'r'], extensions: REFUSED }]);
  });

  it('asks it again at once, and logs nothing, however many it has refused', async () => {
    booking.refusals = 20;
    for (let count = 0; count < 20; count += 1)
      expect((await gateway.ask(tenant, SESSIONS)).status).toBe(503);
    expect((await gateway.ask(tenant, SESSIONS)).body.data).toEqual({ sessions: [{ id: 's1' }] });
    expect([booking.asked, lines]).toEqual([21, []]);
  });

  it('is ready, says who is crowded, and counts what was refused', async () => {
    booking.refusals = 1;
    await gateway.ask(tenant, SESSIONS);
    const ready = await gateway.post('localhost', '', {}, 'GET', '/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', overloaded: ['booking'] }]);
    expect(await gateway.gateway.metrics()).toMatch(
      /freehold_subgraph_call_seconds_count\{subgraph="booking",outcome="refused"\} 1/,
    );
  });

  it('tells an event whole, as soon as it can be completed, and those after it in their order', async () => {
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', LIVE);
    await eventually(() => gateway.world.seatsChanged.size > 0);
    billing.refusals = 2;
    for (const seatsTaken of [7, 8])
      gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });
    const told = [await socket.next('1'), await socket.next('1')];
    expect(told.map(({ payload }) => payload)).toEqual(
      [7, 8].map((seatsTaken) => ({
        data: { seatsChanged: { id: 's1', seatsTaken, revenueMinor: 4200 } },
        extensions: { cursor: expect.any(String) },
      })),
    );
    expect(billing.asked).toBe(4);
    socket.socket.close();
  });
});
