import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CrowdedSubgraph } from '../../test/faults/crowded-subgraph.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { rateSettings } from '../rates/rate-settings.ts';
import { GatewayMetrics } from './gateway-metrics.ts';
import { startMetricsServer } from './metrics-server.ts';

describe('metrics', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;

  beforeEach(async () => {
    const settings = rateSettings(4);
    gateway = await startTinyGateway({ rates: settings });
    tenant = gateway.world.addTenant('fitzone');
  });
  afterEach(() => gateway.close());

  const lines = async (name: string) =>
    (await gateway.gateway.metrics()).split('\n').filter((line) => line.startsWith(name));

  it('count operations by type and code, requests by status, calls by subgraph, and refusals', async () => {
    await gateway.ask(tenant, '{ tenant { name } }');
    await gateway.ask(tenant, '{ leak }');
    await gateway.ask(tenant, '{ sessions(first: 101) { id } }');
    await gateway.ask(tenant, '{ no }');
    await gateway.ask(tenant, '{ tenant { name } }');
    expect(await lines('freehold_operation_seconds_count')).toEqual([
      'freehold_operation_seconds_count{type="query",code="OK"} 1',
      'freehold_operation_seconds_count{type="query",code="INTERNAL"} 1',
      'freehold_operation_seconds_count{type="query",code="DOCUMENT_LIMIT_EXCEEDED"} 1',
    ]);
    expect(await lines('freehold_http_request_seconds_count')).toEqual([
      'freehold_http_request_seconds_count{status="200"} 2',
      'freehold_http_request_seconds_count{status="400"} 2',
      'freehold_http_request_seconds_count{status="429"} 1',
    ]);
    expect(await lines('freehold_rate_refusals_total{')).toEqual([
      'freehold_rate_refusals_total{bucket="caller"} 1',
    ]);
    expect(await lines('freehold_subgraph_call_seconds_count{subgraph="booking"')).toHaveLength(1);
  });

  it('tell how late the loop comes', async () => {
    await lines('freehold_loop_delay_seconds{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const until = performance.now() + 200;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const told = await lines('freehold_loop_delay_seconds{');
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'freehold_loop_delay_seconds{quantile="0.5"}',
      'freehold_loop_delay_seconds{quantile="0.99"}',
      'freehold_loop_delay_seconds{quantile="1"}',
    ]);
    expect(Number(told[2]?.split(' ')[1])).toBeGreaterThan(0.1);
  });

  it('tell how crowded a subgraph is that can say it', async () => {
    const house = new TinyHouse();
    const booking = Object.assign(new CrowdedSubgraph(house.booking), {
      crowd: () => ({ underWay: 15, waiting: 7 }),
    });
    const other = await startTinyGateway({}, house, [house.tenancy, booking, house.billing]);
    const text = await other.gateway.metrics();
    await other.close();
    expect(text.split('\n').filter((line) => line.startsWith('freehold_subgraph_operations{'))).toEqual([
      'freehold_subgraph_operations{subgraph="booking",state="under_way"} 15',
      'freehold_subgraph_operations{subgraph="booking",state="waiting"} 7',
    ]);
  });

  it('count open sockets', async () => {
    const socket = await gateway.connect(tenant);
    expect(await lines('freehold_open_sockets')).toEqual(['freehold_open_sockets 1']);
    socket.socket.close();
    await expect.poll(() => lines('freehold_open_sockets')).toEqual(['freehold_open_sockets 0']);
  });

  it('are served apart from the public door', async () => {
    const server = await startMetricsServer({
      host: '127.0.0.1',
      port: 0,
      metrics: () => gateway.gateway.metrics(),
    });
    const { statusCode, headers, body } = await request(`${server.url}/metrics`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(await body.text()).toContain('freehold_open_sockets 0');
    await server.close();
    const inside = await request(`${gateway.url}/metrics`);
    await inside.body.dump();
    expect(inside.statusCode).toBe(404);
  });

  it('keep few series, whatever codes a subgraph makes up', async () => {
    const metrics = new GatewayMetrics();
    for (let index = 0; index < 1_000; index += 1) metrics.operation('query', `CODE_${index}`, 0);
    metrics.operation('query', 'tenant 7', 0);
    const codes = (await metrics.text()).match(/freehold_operation_seconds_count/g);
    expect(codes).toHaveLength(61);
  });
});
