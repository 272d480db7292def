import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../../test/faults/held-subgraph.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';

describe('healthRoutes', () => {
  let gateway: TinyGateway;
  const look = (path: string) => gateway.post('localhost', '', {}, 'GET', path);

  beforeAll(async () => {
    gateway = await startTinyGateway();
  });
  afterAll(() => gateway.close());

  it('is ready when every subgraph answers and both feeds are heard', async () => {
    expect(await look('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('lives and is not ready while a subgraph is away, and says which', async () => {
    const other = await startTinyGateway();
    other.house.booking.isDown = true;
    const answer = await other.post('localhost', '', {}, 'GET', '/readyz');
    const health = await other.post('localhost', '', {}, 'GET', '/healthz');
    await other.close();
    expect(answer).toMatchObject({ status: 503, body: { status: 'not ready', missing: ['booking'] } });
    expect(health).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is not ready while the database of a subgraph is away', async () => {
    const house = new TinyHouse();
    const stage = { isReady: true };
    const booking = Object.assign(new HeldSubgraph(house.booking), { isReady: async () => stage.isReady });
    const other = await startTinyGateway({}, house, [house.tenancy, booking, house.billing]);
    const before = await other.post('localhost', '', {}, 'GET', '/readyz');
    stage.isReady = false;
    await expect
      .poll(() => other.post('localhost', '', {}, 'GET', '/readyz'))
      .toMatchObject({ status: 503, body: { missing: ['booking'] } });
    await other.close();
    expect(before.status).toBe(200);
  });

  it('is not ready while a subgraph that is back is still left alone', async () => {
    const other = await startTinyGateway();
    const tenant = other.world.addTenant('fitzone');
    const { booking } = other.house;
    booking.isDown = true;
    for (let failures = 0; failures < 5; failures += 1)
      await other.ask(tenant, `{ session(id: "${failures}") { id } }`);
    booking.isDown = false;
    const look = () => other.post('localhost', '', {}, 'GET', '/readyz');
    expect(await look()).toMatchObject({ status: 503, body: { missing: ['booking'] } });
    await expect.poll(look).toMatchObject({ status: 200 });
    expect((await other.ask(tenant, '{ sessions(first: 1) { id } }')).body.errors).toBeUndefined();
    await other.close();
  });

  it('is not ready while a feed of changes is not heard', async () => {
    gateway.world.accessChanged.end(new Error('lost'));
    await expect
      .poll(() => look('/readyz'), { timeout: 900, interval: 20 })
      .toMatchObject({ status: 503, body: { missing: ['tenancy'] } });
    await expect.poll(() => look('/readyz')).toMatchObject({ status: 200 });
  });
});
