import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heardIn, Listening } from '../../../test/listening.ts';
import type { TestSocket } from '../../../test/test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { seatsTaken revenueMinor } }';
const CLIENTS = 200;
const PLACES = 20;
/** For those who tell and those who hear are one process. */
const WAIT = { timeout: 45_000, interval: 10 };

describe('many who come back', () => {
  const at = new Listening();
  const agent = new Agent();
  let tenant: TinyTenant;
  let number = 0;
  let told = 0;
  /** By the number of the event. */
  let cursors: string[] = [];
  const closing: (() => void)[] = [];
  beforeEach(() => {
    number += 1;
    told = 0;
    cursors = [];
    tenant = at.gateway.world.addTenant(`many-${number}`);
  });
  afterEach(() => {
    at.gateway.world.missedMax = 500;
    for (const close of closing.splice(0)) close();
  });
  afterAll(() => agent.destroy());

  const executions = () =>
    at.gateway.house.billing.calls.filter(({ query }) => query.includes('_entities')).length;

  function forgetCalls(): void {
    for (const { calls } of at.gateway.house.subgraphs) calls.length = 0;
  }

  function tell(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      told += 1;
      at.move(tenant, told);
    }
  }

  /** Somebody has heard events, and so knows a cursor for each. */
  async function heard(count: number): Promise<TestSocket> {
    const socket = await at.listen(tenant, SEATS);
    tell(count);
    cursors = ['', ...(await allOf(socket, count)).map(({ cursor }) => cursor)];
    return socket;
  }

  async function allOf(socket: TestSocket, count: number): Promise<{ seats: number; cursor: string }[]> {
    await expect.poll(() => socket.messages.length, WAIT).toBeGreaterThanOrEqual(count);
    return socket.messages.splice(0).map((message) => {
      const { data, cursor } = heardIn(message);
      return { seats: data.seatsChanged.seatsTaken, cursor };
    });
  }

  async function leave({ socket }: TestSocket): Promise<void> {
    socket.terminate();
    await eventually(() => at.gateway.world.seatsChanged.size === 0);
  }

  const numbersFrom = (first: number) =>
    Array.from({ length: told - first + 1 }, (_, index) => first + index);

  /** Come back after so many events each, all at once: their sockets are there before. */
  async function comeBack(places: readonly number[], gateway = at.gateway): Promise<TestSocket[]> {
    const sockets = await Promise.all(places.map(() => gateway.connect(tenant)));
    closing.push(
      ...sockets.map(
        ({ socket }) =>
          () =>
            socket.terminate(),
      ),
    );
    for (const [index, after] of places.entries()) {
      const extensions = { resumeFrom: cursors[after] };
      sockets[index]?.send({ type: 'subscribe', id: '1', payload: { query: SEATS, extensions } });
    }
    // What is asked later is answered later: by then they are open, or refused.
    for (const socket of sockets) socket.subscribe('open', '{ __typename }');
    await Promise.all(
      sockets.map((socket) => socket.take(({ id, type }) => id === 'open' && type === 'next')),
    );
    await Promise.all(sockets.map((socket) => socket.take(({ id }) => id === 'open')));
    return sockets;
  }

  /** The places after which clients come back, in no order. */
  const placesAmong = (clients: number, events: number) =>
    Array.from(
      { length: clients },
      (_, index) => 1 + (((index + 1) * 7) % PLACES) * Math.floor(events / PLACES),
    );

  /** Everybody has heard what happened after its place, each event once and in order, and hears what happens next. */
  async function expectAllHeard(sockets: readonly TestSocket[], places: readonly number[]): Promise<void> {
    tell(1);
    for (const [index, socket] of sockets.entries()) {
      const expected = numbersFrom((places[index] ?? 0) + 1);
      expect((await allOf(socket, expected.length)).map(({ seats }) => seats)).toEqual(expected);
    }
  }

  it('while somebody has stayed are told what they missed from memory: nothing is asked or executed for them', async () => {
    await heard(60);
    forgetCalls();
    const places = placesAmong(CLIENTS, 60);
    const sockets = await comeBack(places);
    await expectAllHeard(sockets, places);
    expect([at.subscribed, executions()]).toEqual([1, 1]);
  });

  it('when nobody is left share a few subscriptions, and hear each event after their own place once', async () => {
    await leave(await heard(60));
    tell(20);
    forgetCalls();
    const places = placesAmong(CLIENTS, 60);
    const sockets = await comeBack(places);
    await expectAllHeard(sockets, places);
    expect(at.subscribed).toBeLessThanOrEqual(4);
    expect(executions()).toBeLessThanOrEqual(3 * 80);
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
  });

  it('come to a gateway that has just started, and share there as well', async () => {
    await leave(await heard(60));
    tell(20);
    const next: TinyGateway = await startTinyGateway({}, at.gateway.house);
    forgetCalls();
    const places = placesAmong(CLIENTS, 60);
    const sockets = await comeBack(places, next);
    await expectAllHeard(sockets, places);
    expect(at.subscribed).toBeLessThanOrEqual(4);
    expect(executions()).toBeLessThanOrEqual(3 * 81);
    await next.close();
  });

  it('come to another gateway, and are told from what that has told those who listen there', async () => {
    const other = await startTinyGateway({}, at.gateway.house);
    const staying = await other.connect(tenant);
    staying.subscribe('1', SEATS);
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
    const leaving = await heard(60);
    await allOf(staying, 60);
    leaving.socket.terminate();
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
    forgetCalls();
    const places = placesAmong(40, 60);
    await expectAllHeard(await comeBack(places, other), places);
    expect([at.subscribed, executions()]).toEqual([1, 1]);
    await other.close();
  });

  it('after more than is remembered share what catches up, and then join those who stayed', async () => {
    const staying = await heard(40);
    tell(300);
    await allOf(staying, 300);
    forgetCalls();
    const places = placesAmong(60, 40);
    const sockets = await comeBack(places);
    await expectAllHeard(sockets, places);
    // Each place alone would ask 20 times, and execute 300 events each time.
    expect(at.subscribed).toBeLessThanOrEqual(10);
    expect(executions()).toBeLessThan((PLACES * 300) / 4);
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
  });

  it('after too much are refused each for itself: whoever missed less is told', async () => {
    await leave(await heard(60));
    at.gateway.world.missedMax = 30;
    const places = placesAmong(40, 60);
    const sockets = await comeBack(places);
    for (const [index, socket] of sockets.entries()) {
      const place = places[index] ?? 0;
      if (60 - place > 30) expect(heardIn(await socket.next('1')).codes).toEqual(['CURSOR_EXPIRED']);
      else
        expect((await allOf(socket, 60 - place)).map(({ seats }) => seats)).toEqual(numbersFrom(place + 1));
    }
  });

  it('as streams with Last-Event-ID hear the same, from the same memory', async () => {
    await heard(60);
    forgetCalls();
    const places = placesAmong(40, 60);
    const texts = await Promise.all(places.map(stream));
    tell(1);
    for (const [index, text] of texts.entries()) {
      const expected = numbersFrom((places[index] ?? 0) + 1);
      const events = () => [...text().matchAll(/"seatsTaken":(\d+)/g)].map(([, seats]) => Number(seats));
      await eventually(() => events().length >= expected.length);
      expect(events()).toEqual(expected);
    }
    expect([at.subscribed, executions()]).toEqual([1, 1]);
  });

  /** What a stream has brought so far. */
  async function stream(after: number): Promise<() => string> {
    const { statusCode, body } = await request(`${at.gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        host: `${tenant.host}:4000`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'last-event-id': cursors[after] ?? '',
      },
      body: JSON.stringify({ query: SEATS }),
      dispatcher: agent,
    });
    expect(statusCode).toBe(200);
    closing.push(() => body.destroy());
    let text = '';
    body.on('data', (chunk) => {
      text += chunk;
    });
    body.on('error', () => undefined);
    // Its first event says that the subscription is open.
    await eventually(() => text.includes('event: next'));
    return () => text;
  }
});
