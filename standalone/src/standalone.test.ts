import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStandaloneConfig, type StandaloneConfig } from './config.ts';
import { startStandalone } from './standalone.ts';
import type { StartOverrides } from './start-house.ts';

const PASSWORD = 'freehold-demo';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const COUNTED = '{ tenant { usage { used meter { key } } bookings(first: 100) { edges { node { id } } } } }';

/** Asks a tenant by its host, whatever the machine's resolver knows of it. */
async function ask(port: number, query: string, more: { token?: string; variables?: object } = {}) {
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/graphql',
    method: 'POST',
    headers: {
      host: `acme.localhost:${port}`,
      'content-type': 'application/json',
      ...(more.token ? { authorization: `Bearer ${more.token}` } : {}),
    },
  }).end(JSON.stringify({ query, variables: more.variables }));
  const [response] = await once(sent, 'response');
  return JSON.parse(await text(response)).data;
}

describe('the house in one process', () => {
  let directory: string;
  let config: StandaloneConfig;
  let overrides: StartOverrides;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-house-'));
    await writeFile(join(directory, 'index.html'), '<title>Freehold</title>');
    const given = { PORT: '0', DATA_DIR: join(directory, 'data'), EDITIONS: 'fence' };
    config = await readStandaloneConfig(given);
    const clock = new FrozenClock('2026-01-05T03:00:00Z');
    overrides = { clock, isDurable: false, web: directory, logger: pino({ level: 'silent' }) };
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function counted(port: number) {
    const variables = { input: { email: 'owner@acme.test', password: PASSWORD } };
    const { signIn } = await ask(port, SIGN_IN, { variables });
    return ask(port, COUNTED, { token: signIn.accessToken });
  }

  it('stops what it has started when it is no longer wanted in the midst of its demo, and completes it at the next start', async () => {
    const stop = new AbortController();
    const said: string[] = [];
    const onProgress = (sentence: string) => {
      said.push(sentence);
      if (said.length === 2) setTimeout(() => stop.abort(new Error('unwanted')), 200);
    };
    const starting = startStandalone(config, { ...overrides, onProgress, signal: stop.signal });
    await expect(starting).rejects.toThrow('unwanted');

    const second = await startStandalone(config, overrides);
    const complete = await counted(second.port);
    await second.close();
    expect(complete.tenant.bookings.edges).toHaveLength(20);

    const third = await startStandalone(config, {
      ...overrides,
      onProgress: (sentence) => said.push(sentence),
    });
    expect(await counted(third.port)).toEqual(complete);
    await third.close();
    expect(said.filter((sentence) => sentence.startsWith('Loading the demo'))).toHaveLength(1);
  }, 60_000);

  it('stands without any edition', async () => {
    const house = await startStandalone({ ...config, editions: [] }, overrides);
    expect(house.demo).toEqual([]);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
    await house.close();
    await expect(fetch(`${house.url}/readyz`)).rejects.toThrow();
  }, 60_000);
});
