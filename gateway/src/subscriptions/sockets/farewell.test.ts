import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { eventually, startTinyGateway } from '../../../test/tiny-gateway.ts';
import { awayMs } from './farewell.ts';

const SEATS = 'subscription { seatsChanged { id seatsTaken trainer { name } } }';

describe('a gateway that goes', () => {
  it('tells every socket when to come back, each another time, and holds no one', async () => {
    const gateway = await startTinyGateway({ live: { comeBackWithinMs: 60_000 } });
    const tenant = gateway.world.addTenant('going');
    const sockets = await Promise.all(Array.from({ length: 8 }, () => gateway.connect(tenant)));
    const closings = sockets.map(({ socket }) => once(socket, 'close'));
    await gateway.close();
    const told = (await Promise.all(closings)).map(([code, reason]) => [code, String(reason)]);
    expect(told).toEqual(told.map(() => [1012, expect.stringMatching(/^retry-after-ms=\d+$/)]));
    expect(new Set(told.map(([, reason]) => reason)).size).toBeGreaterThan(1);
  });

  it.each([
    [0, 500],
    [0.5, 2_750],
    [1, 5_000],
  ])('keeps a client away within 5 seconds by chance %d: %i ms', (chance, ms) => {
    expect(awayMs(5_000, chance)).toBe(ms);
  });
});

describe('a client that takes nothing', () => {
  it('is dropped and counted, and others hear everything meanwhile', async () => {
    const gateway = await startTinyGateway({ live: { waitingBytesMax: 20_000, waitingMessagesMax: 50 } });
    const tenant = gateway.world.addTenant('slow');
    const good = await gateway.connect(tenant);
    good.subscribe('1', SEATS);
    const bad = await gateway.connect(tenant);
    // Long ids make long messages, of which the buffers of the machine hold fewer.
    bad.subscribe('x'.repeat(50_000), SEATS);
    await eventually(() => gateway.world.seatsChanged.size === 1);
    bad.subscribe('2', '{ __typename }');
    await bad.take(({ id, type }) => id === '2' && type === 'complete');
    bad.socket.pause();
    for (let seatsTaken = 1; seatsTaken <= 400; seatsTaken += 1)
      gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });
    const isDropped = async () =>
      (await gateway.gateway.metrics()).includes('freehold_slow_clients_dropped_total 1');
    await expect.poll(isDropped, { timeout: 45_000 }).toBe(true);
    await eventually(() => good.messages.length === 400);
    expect(good.socket.readyState).toBe(good.socket.OPEN);
    expect(await gateway.gateway.metrics()).toContain('freehold_live_lanes 1');
    bad.socket.terminate();
    await gateway.close();
  });
});
