import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import { describe, expect, it } from 'vitest';
import type { TestSocket } from '../../test/test-socket.ts';
import { eventually } from '../../test/tiny-gateway.ts';
import { TracedScene } from '../../test/traced-scene.ts';

const WIDE = 'query Wide($n: Int!) { sessions(first: $n) { id revenueMinor } }';
const SEATS = 'subscription Seats { seatsChanged { seatsTaken revenueMinor } }';
const OF_EVENT = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;

describe('traces of what stays open', () => {
  const scene = TracedScene.forEach(serveSubgraph);

  const subscribed = (count: number) => eventually(() => scene.house.house.world.seatsChanged.size === count);
  const move = (seatsTaken: number) =>
    scene.house.house.world.seatsChanged.publish({ tenantId: scene.house.tenant.id, id: 's1', seatsTaken });

  /** A socket whose subscription has come to the subgraph. */
  async function listening(): Promise<TestSocket> {
    const socket = await scene.house.gateway.connect(scene.house.tenant);
    socket.subscribe('1', SEATS);
    await subscribed(1);
    return socket;
  }

  async function stream(query: string): Promise<void> {
    const answer = await fetch(`${scene.house.gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { n: 1 } }),
    });
    expect(await answer.text()).toContain('event: complete');
  }

  it('follow an operation of a socket to its subgraphs, and say who asked what as of a request', async () => {
    await scene.house.open();
    const socket = await scene.house.gateway.connect(scene.house.tenant);
    socket.subscribe('1', WIDE, { n: 1 });
    await socket.take(({ type }) => type === 'complete');
    socket.socket.terminate();
    await scene.house.close();
    expect(scene.paths()).toEqual([
      'gateway: socket operation',
      'gateway: socket operation > gateway: fetch billing',
      'gateway: socket operation > gateway: fetch billing > billing: billing operation',
      'gateway: socket operation > gateway: fetch booking',
      'gateway: socket operation > gateway: fetch booking > booking: booking operation',
      'gateway: socket operation > gateway: plan',
    ]);
    const root = scene.collector.spans.find(({ name }) => name === 'socket operation');
    expect(root?.attributes).toEqual({
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Wide',
      'graphql.document.hash': createHash('sha256').update(WIDE).digest('hex'),
      'freehold.tenant': createHash('sha256').update(scene.house.tenant.id).digest('hex').slice(0, 16),
      'freehold.request_id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('follow an operation of a stream', async () => {
    await scene.house.open();
    await stream('query Own($n: Int!) { sessions(first: $n) { id } }');
    await scene.house.close();
    expect(scene.paths()).toContain('gateway: stream operation > gateway: plan');
  });

  it('begin with each event, once for all who hear it, and lead back to the subscription', async () => {
    await scene.house.open();
    const [one, other] = [await listening(), await listening()];
    await delay(100);
    move(7);
    await Promise.all([one.next('1'), other.next('1')]);
    one.socket.terminate();
    other.socket.terminate();
    await scene.house.close();
    expect(scene.paths()).toEqual([
      'gateway: event',
      'gateway: event > gateway: fetch billing',
      'gateway: event > gateway: fetch billing > billing: billing operation',
      'gateway: event > gateway: plan',
      'gateway: socket operation',
      'gateway: socket operation',
      'gateway: socket operation > booking: booking operation',
      'gateway: socket operation > gateway: plan',
      'gateway: socket operation > gateway: plan',
    ]);
    const event = scene.collector.spans.find(({ name }) => name === 'event');
    const opening = scene.collector.spans.find(({ name }) => name === 'booking operation');
    expect(event?.links).toEqual([
      expect.objectContaining({ traceId: opening?.traceId, spanId: opening?.parentSpanId }),
    ]);
    expect(event?.traceId).not.toBe(opening?.traceId);
    expect(event?.attributes).toMatchObject({ 'freehold.subgraph': 'booking', 'graphql.operation.name': '' });
  });

  it('go on with the trace of an event where its subgraph has begun one, beyond HTTP', async () => {
    await scene.house.open();
    scene.house.house.booking.eventTrace = OF_EVENT;
    const socket = await listening();
    move(7);
    await socket.next('1');
    socket.socket.terminate();
    await scene.house.close();
    const event = scene.collector.spans.find(({ name }) => name === 'event');
    expect(event).toMatchObject({ traceId: 'c'.repeat(32), parentSpanId: 'd'.repeat(16) });
    expect(event?.links).toHaveLength(1);
  });

  it('tell refusals and failures by their codes', async () => {
    await scene.house.open();
    const small = scene.house.house.world.addTenant('small', []);
    const socket = await scene.house.gateway.connect(small);
    socket.subscribe('1', '{ nothing }');
    await socket.next('1');
    socket.subscribe('2', 'subscription { revenueChanged { id } }');
    await socket.next('2');
    socket.subscribe('3', 'subscription { faultySeats { id } }');
    await subscribed(1);
    scene.house.house.world.seatsChanged.publish({ tenantId: small.id, id: 's1', seatsTaken: 7 });
    await socket.next('3');
    socket.socket.terminate();
    await scene.house.close();
    expect(scene.failures()).toEqual([
      'booking operation: PLAN_UPGRADE_REQUIRED',
      'event: INTERNAL',
      'socket operation: GRAPHQL_VALIDATION_FAILED',
      'socket operation: PLAN_UPGRADE_REQUIRED',
    ]);
    expect(scene.collector.bodies.join()).not.toMatch(/constraint|insert into|nothing/);
  });

  it('say nothing of what was asked, answered or told, nor whose', async () => {
    await scene.house.open();
    const session = scene.house.house.world.signIn(scene.house.tenant);
    const socket = await scene.house.gateway.connect(
      scene.house.tenant,
      await scene.house.gateway.token(session),
    );
    socket.subscribe('1', 'mutation Enter($name: String!) { signIn(name: $name) }', {
      name: 'ola@example.com',
    });
    await socket.take(({ type }) => type === 'complete');
    socket.subscribe('2', 'subscription Places { seatsChanged { id trainer { name } seatsTaken } }');
    await subscribed(1);
    move(7);
    await socket.next('2');
    socket.socket.terminate();
    await scene.house.close();
    const sent = scene.collector.bodies.join();
    expect(sent).toMatch(/"Enter".*"Places"/);
    expect(sent).not.toMatch(
      /ola@|example\.com|signIn|seatsChanged|seatsTaken|trainer|Name of|fitzone|localhost|127\.0|tnt_|mbr_|ses_|Bearer/,
    );
    for (const value of Object.values(session))
      if (typeof value === 'string') expect(sent).not.toContain(value);
  });

  it('are not sent for what is not sampled, and a subscription is told all the same', async () => {
    await scene.house.open({ share: 0 });
    const socket = await listening();
    move(7);
    expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: { seatsTaken: 7 } } } });
    socket.socket.terminate();
    await scene.house.close();
    expect(scene.collector.spans).toEqual([]);
  });
});
