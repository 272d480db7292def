import { generateKeyPairSync } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import { createPassportIssuer, createPassportVerifier } from '@freehold/kernel/caller/passport';
import { PASSPORT_HEADER } from '@freehold/kernel/caller/subgraph-call';
import { type ServedSubgraph, serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { systemClock } from '@freehold/kernel/values/clock';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { anyKey, BOOK, faces, givenSession } from './scene.ts';

const pemPair = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const keys = pemPair();
const passports = createPassportIssuer(keys.privateKey, systemClock, 'booking');
const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

let test: TestSubgraph;
let served: ServedSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  served = await serveSubgraph(test.subgraph, {
    host: '127.0.0.1',
    port: 0,
    passports: createPassportVerifier(keys.publicKey, systemClock, 'booking'),
    logger: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await served.close();
  await test.close();
});

async function post(query: string, passport?: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(passport ? { [PASSPORT_HEADER]: passport } : {}) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
}

/** Has the database refuse the subgraph's relay. */
async function lockOut(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const name = new URL(adminUrl).pathname.slice(1);
  await admin.query(`revoke connect on database "${name}" from booking_relay, public`);
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'booking_relay'`,
  );
  await admin.end();
}

const refused = {
  status: 401,
  body: { errors: [{ message: expect.any(String), extensions: { code: 'PASSPORT_REFUSED' } }] },
};

describe('a subgraph that listens', () => {
  it.each([
    '{ _service { sdl } }',
    '{ __typename }',
    '{ _entities(representations: []) { __typename } }',
    '{',
  ])('refuses %s without a passport', async (query) => {
    expect(await post(query)).toEqual(refused);
  });

  it('refuses a passport that another key signed', async () => {
    const forged = await createPassportIssuer(pemPair().privateKey, systemClock, 'booking').issue(gym.owner);
    expect(await post('{ __typename }', forged)).toEqual(refused);
  });

  it('refuses a passport that another subgraph was shown', async () => {
    const stolen = await createPassportIssuer(keys.privateKey, systemClock, 'analytics').issue(gym.owner);
    expect(await post('{ __typename }', stolen)).toEqual(refused);
  });

  it('refuses a passport of 31 seconds ago', async () => {
    const then = { now: () => new Date(Date.now() - 31_000) };
    const old = await createPassportIssuer(keys.privateKey, then, 'booking').issue(gym.owner);
    expect(await post('{ __typename }', old)).toEqual(refused);
  });

  it('answers the bearer of a passport as the person that it names', async () => {
    const answer = await post(
      '{ resources(first: 1) { edges { node { id } } } }',
      await passports.issue(gym.owner),
    );
    expect(answer).toEqual({ status: 200, body: { data: { resources: { edges: [] } } } });
  });

  it('refuses a subscription without a passport', async () => {
    const client = createClient({
      url: `${served.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const events = client.iterate({ query: 'subscription { sessionChanged { id } }' });
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'PASSPORT_REFUSED' } }]);
  });

  it('carries two tenants over one socket, each with its own passport and its own events', async () => {
    const other = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
    const client = createClient({
      url: `${served.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    const watch = async (caller: Caller) =>
      client.iterate<{ sessionChanged: { id: string } }>({
        query: 'subscription { sessionChanged { id } }',
        extensions: { passport: await passports.issue(caller) },
      });
    const [own, foreign] = [await watch(gym.owner), await watch(other.owner)];
    const [mine, theirs] = [
      await givenSession(test.subgraph, gym.owner, 500),
      await givenSession(test.subgraph, other.owner, 500),
    ];
    const heard = new Map<string, unknown>();
    const hearing = Promise.all([
      own.next().then(({ value }) => heard.set('own', value)),
      foreign.next().then(({ value }) => heard.set('foreign', value)),
    ]);
    const book = (caller: Caller, sessionId: string) =>
      ask(test.subgraph, caller, BOOK, { input: { sessionId, idempotencyKey: anyKey() } });
    await vi.waitUntil(async () => {
      await Promise.all([book(other.someone('CUSTOMER'), theirs), book(gym.someone('CUSTOMER'), mine)]);
      return heard.size === 2;
    });
    await hearing;
    expect(Object.fromEntries(heard)).toEqual({
      own: { data: { sessionChanged: { id: mine } } },
      foreign: { data: { sessionChanged: { id: theirs } } },
    });
    await client.dispose();
  });

  it('says to anybody whether its database answers', async () => {
    const look = async (path: string) => {
      const answer = await fetch(`${served.url}${path}`);
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await look('/readyz')).toBe(200);
    await lockOut(test.database.adminUrl);
    expect([await look('/readyz'), await look('/healthz')]).toEqual([503, 200]);
  });
});
