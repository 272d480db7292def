import RedisMock from 'ioredis-mock';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { rateSettings } from './rate-settings.ts';
import { redisCounter, sharedCounter } from './redis-counter.ts';

const NAME = '{ tenant { name } }';

describe('a counter in Redis', () => {
  const gateways: TinyGateway[] = [];
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  });

  async function startWith(counter: ReturnType<typeof sharedCounter>): Promise<TinyGateway> {
    const settings = rateSettings(1);
    if (!settings) throw new Error('Nobody would be counted.');
    const gateway = await startTinyGateway({ rates: { ...settings, tenantRequestsPerMinute: 1, counter } });
    gateways.push(gateway);
    return gateway;
  }

  it('lets several gateways count as one', async () => {
    const redis = new RedisMock();
    const [first, second] = [await startWith(sharedCounter(redis)), await startWith(sharedCounter(redis))];
    const [here, there] = [first.world.addTenant('fitzone'), second.world.addTenant('fitzone')];
    expect((await first.ask(here, NAME)).status).toBe(200);
    expect((await first.ask(here, NAME)).status).toBe(429);
    Object.assign(there, { id: here.id });
    expect((await second.ask(there, NAME)).status).toBe(429);
  });

  it('takes points back', async () => {
    const counter = sharedCounter(new RedisMock());
    await counter.consume('points one', 10);
    await counter.reward('points one', 4);
    expect((await counter.consume('points one', 1)).consumedPoints).toBe(7);
  });

  it('keeps nobody waiting while it is away: the process counts by itself', async () => {
    const counter = redisCounter('redis://127.0.0.1:1', pino({ level: 'silent' }));
    const gateway = await startWith(counter);
    const tenant = gateway.world.addTenant('fitzone');
    expect((await gateway.ask(tenant, NAME)).status).toBe(200);
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
    await counter.close();
  });
});
