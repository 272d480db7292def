import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';

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

  it('is not ready while a feed of changes is not heard', async () => {
    gateway.world.accessChanged.end(new Error('lost'));
    await expect
      .poll(() => look('/readyz'), { timeout: 900, interval: 20 })
      .toMatchObject({ status: 503, body: { missing: ['tenancy'] } });
    await expect.poll(() => look('/readyz'), { timeout: 3_000 }).toMatchObject({ status: 200 });
  });
});
