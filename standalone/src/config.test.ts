import { ConfigurationFault } from '@freehold/kernel/config/read-config';
import { describe, expect, it } from 'vitest';
import { readStandaloneConfig } from './config.ts';

const ALL = ['chatbot', 'clinic', 'fence', 'fitness', 'hotel'];

describe('the configuration of the house', () => {
  it('needs no word to be complete', async () => {
    expect(await readStandaloneConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      editions: ALL,
      baseDomains: ['localhost'],
      isProduction: true,
      loadsDemo: true,
      gateway: { RATE_LIMIT_PER_MINUTE: 0, PERSISTED_ONLY: false },
    });
  });

  it.each([
    ['fitness, clinic', ['fitness', 'clinic']],
    ['none', []],
    ['', []],
  ])('takes the editions "%s"', async (EDITIONS, editions) => {
    expect(await readStandaloneConfig({ EDITIONS })).toMatchObject({ editions });
  });

  it('counts requests where there is no demo, and where it is told to', async () => {
    expect(await readStandaloneConfig({ DEMO: 'false' })).toMatchObject({
      gateway: { RATE_LIMIT_PER_MINUTE: undefined },
    });
    expect(await readStandaloneConfig({ RATE_LIMIT_PER_MINUTE: '50' })).toMatchObject({
      gateway: { RATE_LIMIT_PER_MINUTE: 50 },
    });
  });

  it('is refused with every fault at once, each by its name', async () => {
    const reading = readStandaloneConfig({
      PORT: '99999',
      DATABASE_URL: 'mysql://root@localhost/x',
      EDITIONS: 'fitness,bakery,laundry',
      LOG_LEVEL: 'loud',
      DEMO: 'perhaps',
    });
    await expect(reading).rejects.toThrow(ConfigurationFault);
    await expect(reading).rejects.toThrow(
      /6 fault.*PORT: .*DATABASE_URL: must be .*EDITIONS: .*"bakery"\. There are: chatbot, .*"laundry".*LOG_LEVEL: .*DEMO: /s,
    );
  });
});
