import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heardIn, Listening } from '../../../test/listening.ts';
import type { TestSocket } from '../../../test/test-socket.ts';
import { eventually } from '../../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const DASHBOARD = {
  seats: 'subscription { seatsChanged { id seatsTaken } }',
  money: 'subscription { seatsChanged { seatsTaken revenueMinor } }',
  people: 'subscription { seatsChanged { seatsTaken trainer { name } } }',
};
const NEXT = '"type":"next"';

describe('what is due to one client', () => {
  const at = new Listening();
  let tenant: TinyTenant;
  let number = 0;
  /** What the gateway has written with events in it. */
  let writes: string[] = [];
  beforeEach(() => {
    number += 1;
    tenant = at.gateway.world.addTenant(`together-${number}`);
    writes = [];
    const { write } = Socket.prototype;
    vi.spyOn(Socket.prototype, 'write').mockImplementation(function (this: Socket, ...args: unknown[]) {
      if (String(args[0]).includes(NEXT)) writes.push(String(args[0]));
      return Reflect.apply(write, this, args);
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** A socket with all subscriptions of a dashboard. */
  async function dashboard(): Promise<TestSocket> {
    const socket = await at.listen(tenant, DASHBOARD.seats, { id: 'seats' });
    socket.subscribe('money', DASHBOARD.money);
    socket.subscribe('people', DASHBOARD.people);
    await eventually(() => at.gateway.world.seatsChanged.size === 3);
    return socket;
  }

  function seatsOf({ messages }: TestSocket, operation: string): number[] {
    const heard = messages.filter(({ id, type }) => id === operation && type === 'next');
    return heard.map((message) => heardIn(message).data.seatsChanged.seatsTaken);
  }

  it('by one commit goes out in one write, for each of its subscriptions complete', async () => {
    const sockets = [await dashboard(), await at.listen(tenant, DASHBOARD.seats, { id: 'seats' })];
    writes = [];
    at.move(tenant, 7);
    await eventually(() => sockets.flatMap(({ messages }) => messages).length === 4);
    const [socket] = sockets;
    expect(heardIn((await socket?.next('seats')) ?? {}).data).toEqual({
      seatsChanged: { id: 's1', seatsTaken: 7 },
    });
    expect(heardIn((await socket?.next('money')) ?? {}).data).toEqual({
      seatsChanged: { seatsTaken: 7, revenueMinor: 4200 },
    });
    expect(heardIn((await socket?.next('people')) ?? {}).data).toEqual({
      seatsChanged: { seatsTaken: 7, trainer: { name: 'Name of trainer-of-s1' } },
    });
    expect(writes.map((text) => text.split(NEXT).length - 1).sort()).toEqual([1, 3]);
  });

  it('of events that happen at once goes out in few writes, in the order in which they happened', async () => {
    const socket = await dashboard();
    const seats = [1, 2, 3, 4, 5];
    writes = [];
    for (const seatsTaken of seats) at.move(tenant, seatsTaken);
    await eventually(() => socket.messages.length === 15);
    for (const operation of Object.keys(DASHBOARD)) expect(seatsOf(socket, operation)).toEqual(seats);
    expect(writes.length).toBeLessThan(5);
  });

  it('comes whole and in order when more happens at once than goes out together', async () => {
    const socket = await dashboard();
    const seats = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const seatsTaken of seats) at.move(tenant, seatsTaken);
    await eventually(() => socket.messages.length === 120);
    for (const operation of Object.keys(DASHBOARD)) expect(seatsOf(socket, operation)).toEqual(seats);
  });

  it('is told before the end of its subscription', async () => {
    at.gateway.house.booking.isMarking = false;
    const socket = await at.listen(tenant, DASHBOARD.seats);
    for (const seatsTaken of [1, 2, 3]) at.move(tenant, seatsTaken);
    at.gateway.world.seatsChanged.end();
    await eventually(() => socket.messages.some(({ type }) => type === 'complete'));
    at.gateway.house.booking.isMarking = true;
    expect(seatsOf(socket, '1')).toEqual([1, 2, 3]);
    expect(socket.messages.map(({ type }) => type)).toEqual(['next', 'next', 'next', 'complete']);
  });

  it('is told by the rights of the moment, once, whenever they change', async () => {
    const session = at.gateway.world.signIn(tenant);
    const socket = await at.listen(tenant, DASHBOARD.money, { session });
    const staying = await at.listen(tenant, DASHBOARD.money, { session: at.gateway.world.signIn(tenant) });
    const seats = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const seatsTaken of seats) {
      at.move(tenant, seatsTaken);
      // Each time a little later on the way of the event.
      for (let step = 0; step < seatsTaken; step += 1) await Promise.resolve();
      session.roles = seatsTaken % 2 === 0 ? ['TENANT_OWNER'] : ['CUSTOMER'];
      at.gateway.world.accessChanged.publish({ tenantId: tenant.id, sessionId: session.id });
      await new Promise((resolve) => setTimeout(resolve, seatsTaken % 3));
    }
    await eventually(() => [socket, staying].every(({ messages }) => messages.length >= seats.length));
    expect(seatsOf(socket, '1')).toEqual(seats);
    expect(seatsOf(staying, '1')).toEqual(seats);
  });
});
