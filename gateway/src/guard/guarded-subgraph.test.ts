import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../../test/faults/held-subgraph.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const BOTH = '{ sessions(first: 1) { id r: revenueMinor } tenant { name } }';

describe('a gateway before a subgraph that fails', () => {
  let house: TinyHouse;
  let booking: HeldSubgraph;
  let billing: HeldSubgraph;
  let gateway: TinyGateway;
  let tenant: TinyTenant;

  beforeEach(async () => {
    house = new TinyHouse();
    booking = new HeldSubgraph(house.booking);
    billing = new HeldSubgraph(house.billing);
    gateway = await startTinyGateway({}, house, [house.tenancy, booking, billing]);
    tenant = gateway.world.addTenant('fitzone');
    await gateway.ask(tenant, BOTH);
  });
  afterEach(async () => {
    booking.letGo();
    billing.letGo();
    await gateway.close();
  });

  it('answers all but the fields of one that hangs, within five seconds', async () => {
    billing.hold();
    const startedAtMs = performance.now();
    const { status, body } = await gateway.ask(tenant, BOTH);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect([status, body.data]).toEqual([
      200,
      { sessions: [{ id: 's1', r: null }], tenant: { name: 'fitzone' } },
    ]);
    expect(body.errors).toMatchObject([{ path: ['sessions', 0, 'r'], extensions: { code: 'UNAVAILABLE' } }]);
    expect(JSON.stringify(body)).not.toMatch(/ms\b|localhost|internal|127\.0/);
  });

  it('answers within five seconds also when one that hangs is asked at several steps', async () => {
    const unknown = gateway.world.addTenant('unknown');
    billing.hold();
    const startedAtMs = performance.now();
    const { body } = await gateway.ask(unknown, BOTH);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(body.data).toEqual({ sessions: [{ id: 's1', r: null }], tenant: { name: 'unknown' } });
  });

  it('answers at once when one has hung five times, and asks it again after two seconds', async () => {
    booking.hold();
    const hung = await Promise.all(
      Array.from({ length: 5 }, (_, index) => gateway.ask(tenant, `{ session(id: "${index}") { id } }`)),
    );
    expect(hung.map(({ body }) => body.errors[0].extensions.code)).toEqual(Array(5).fill('UNAVAILABLE'));
    booking.letGo();
    const { asked } = booking;
    const startedAtMs = performance.now();
    const spared = await gateway.ask(tenant, BOTH);
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
    expect(spared.body.data).toEqual({ sessions: null, tenant: { name: 'fitzone' } });
    expect(spared.body.errors[0].extensions.code).toBe('UNAVAILABLE');
    expect(booking.asked).toBe(asked);
    await expect
      .poll(async () => (await gateway.ask(tenant, BOTH)).body.data.sessions, { interval: 100 })
      .toEqual([{ id: 's1', r: 4200 }]);
    expect(await gateway.gateway.metrics()).toMatch(
      /freehold_subgraph_call_seconds_count\{subgraph="booking",outcome="late"\} 5/,
    );
  });

  it('logs the failures of one, and not every call that it is spared', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const broken = new HeldSubgraph(house.booking);
    const logging = await startTinyGateway({ logger }, house, [house.tenancy, broken, house.billing]);
    const gym = logging.world.addTenant('gym');
    await logging.ask(gym, BOTH);
    broken.hold();
    const ask = (id: number) => logging.ask(gym, `{ session(id: "${id}") { id } }`);
    await Promise.all([1, 2, 3, 4, 5].map(ask));
    const failed = lines.length;
    for (const id of [6, 7, 8, 9]) expect((await ask(id)).body.errors[0].extensions.code).toBe('UNAVAILABLE');
    broken.letGo();
    await logging.close();
    expect([failed, lines.length]).toEqual([5, 5]);
  });

  it('gives up a subscription that the subgraph does not begin, and leaves it when it comes after all', async () => {
    const socket = await gateway.connect(tenant);
    booking.hold();
    socket.subscribe('1', 'subscription { seatsChanged { id } }');
    const refused = await socket.take(({ id }) => id === '1').catch(() => socket.next('1'));
    expect(refused).toMatchObject({ payload: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] } });
    booking.letGo();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(gateway.world.seatsChanged.size).toBe(0);
    socket.socket.close();
  });

  it('does not take refusals for failures', async () => {
    const poor = gateway.world.addTenant('poor', []);
    for (let count = 0; count < 6; count += 1) await gateway.ask(poor, '{ sessions(first: 1) { waiting } }');
    expect((await gateway.ask(tenant, BOTH)).body.errors).toBeUndefined();
  });
});
