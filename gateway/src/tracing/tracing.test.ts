import { createHash } from 'node:crypto';
import { serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import { openTracer } from '@freehold/kernel/tracing/open-tracer';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { TestCollector } from '../../test/test-collector.ts';
import { startTinyGateway } from '../../test/tiny-gateway.ts';
import { TracedHouse } from '../../test/traced-house.ts';
import { TracedScene } from '../../test/traced-scene.ts';

const WIDE = 'query Wide($n: Int!) { sessions(first: $n) { id revenueMinor } }';
const THEIRS = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
const FROM_CLIENT = { headers: { traceparent: `00-${THEIRS.traceId}-${THEIRS.spanId}-01` } };

describe('traces', () => {
  const scene = TracedScene.forEach(serveSubgraph);

  it('follow one request through the gateway and two subgraphs, beyond HTTP and in process', async () => {
    await scene.house.open({ headers: 'x-key=secret%20one,x-other=2' });
    const { status, headers } = await scene.house.ask(WIDE, { variables: { n: 1 } });
    expect(status).toBe(200);
    await scene.house.close();
    const root = scene.spanOf('POST /graphql');
    expect(new Set(scene.collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
    const family = scene.collector.spans.map(({ name, service, spanId, parentSpanId }) => [
      `${service}: ${name}`,
      scene.collector.spans.find((span) => span.spanId === parentSpanId)?.name ?? null,
      spanId.length,
    ]);
    expect(family.toSorted()).toEqual([
      ['freehold-billing: billing operation', 'fetch billing', 16],
      ['freehold-booking: booking operation', 'fetch booking', 16],
      ['freehold-gateway: POST /graphql', null, 16],
      ['freehold-gateway: fetch billing', 'POST /graphql', 16],
      ['freehold-gateway: fetch booking', 'POST /graphql', 16],
      ['freehold-gateway: plan', 'POST /graphql', 16],
    ]);
    expect(root.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Wide',
      'graphql.document.hash': createHash('sha256').update(WIDE).digest('hex'),
      'freehold.tenant': createHash('sha256').update(scene.house.tenant.id).digest('hex').slice(0, 16),
      'freehold.request_id': headers['x-request-id'],
    });
    expect(scene.collector.headers[0]).toMatchObject({ 'x-key': 'secret one', 'x-other': '2' });
    expect(scene.house.warnings).toEqual([]);
  });

  it('say nothing of what was asked and answered, nor whose', async () => {
    await scene.house.open();
    await scene.house.ask('mutation Enter($name: String!) { signIn(name: $name) }', {
      variables: { name: 'ola@example.com' },
    });
    await scene.house.ask('{ sessions(first: 1) { id trainer { name } } }');
    await scene.house.close();
    const sent = scene.collector.bodies.join();
    expect(sent).toContain('"Enter"');
    expect(scene.house.warnings).toEqual([]);
    expect(sent).not.toMatch(/ola@|example\.com|signIn|sessions|trainer|fitzone|localhost|tnt_|\{ *id/);
  });

  it('tell refusals and failures by their codes', async () => {
    await scene.house.open();
    scene.house.house.billing.isDown = true;
    await scene.house.ask(WIDE, { variables: { n: 1 } });
    await scene.house.ask('{ leak }');
    await scene.house.ask('{ sessions(first: 101) { id } }');
    await scene.house.close();
    expect(scene.failures()).toEqual([
      'POST /graphql: DOCUMENT_LIMIT_EXCEEDED',
      'POST /graphql: INTERNAL',
      'POST /graphql: UNAVAILABLE',
      'billing operation: INTERNAL',
      'booking operation: INTERNAL',
      'fetch billing: UNAVAILABLE',
      'fetch booking: INTERNAL',
    ]);
    expect(scene.collector.bodies.join()).not.toMatch(/password|ECONN|10\.0\.0/);
  });

  it('begin here, whatever a client says of a trace of its own', async () => {
    await scene.house.open();
    await scene.house.ask(WIDE, { variables: { n: 1 }, ...FROM_CLIENT });
    await scene.house.close();
    expect(scene.spanOf('POST /graphql').parentSpanId ?? '').toBe('');
    expect(scene.collector.bodies.join()).not.toContain(THEIRS.traceId);
  });

  it('go on with the trace of a client where operators say so, and never with what is none', async () => {
    await scene.house.open({ tracesFromClients: true });
    await scene.house.ask(WIDE, { variables: { n: 1 }, ...FROM_CLIENT });
    await scene.house.ask('{ tenant { name } }', { headers: { traceparent: '00-zz-11-01' } });
    await scene.house.close();
    const [theirs, ours] = scene.collector.spans.filter(({ name }) => name === 'POST /graphql');
    expect(theirs).toMatchObject({ traceId: THEIRS.traceId, parentSpanId: THEIRS.spanId });
    expect(ours?.parentSpanId ?? '').toBe('');
  });

  it('are not sent for requests that are not sampled, in no part of the house', async () => {
    await scene.house.open({ share: 0 });
    expect((await scene.house.ask(WIDE, { variables: { n: 1 } })).status).toBe(200);
    await scene.house.close();
    expect(scene.collector.spans).toEqual([]);
    const [asked] = scene.house.house.booking.calls;
    expect(asked?.trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it.each([
    ['is not there', false],
    ['never answers', true],
  ])('cost no request when their collector %s', async (_, isThere) => {
    const silent = await TestCollector.open(false);
    if (!isThere) await silent.close();
    const other = await new TracedHouse(silent.url, serveSubgraph).open();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => other.ask(WIDE, { variables: { n: 1 } })),
    );
    expect(answers.map(({ status, body }) => [status, body.errors])).toEqual(
      Array.from({ length: 40 }, () => [200, undefined]),
    );
    const closingAt = Date.now();
    await other.close();
    expect(Date.now() - closingAt).toBeLessThan(6_000);
    if (isThere) await silent.close();
  });

  it('are not there unless a collector is named', async () => {
    expect(await openTracer({}, 'freehold', pino({ level: 'silent' }))).toBeNull();
    const gateway = await startTinyGateway({ tracer: null });
    const { body } = await gateway.ask(gateway.world.addTenant('fitzone'), '{ sessions(first: 1) { id } }');
    expect(body.data.sessions).toHaveLength(1);
    expect(gateway.house.booking.calls.map(({ trace }) => trace)).toEqual([undefined]);
    await gateway.close();
  });
});
