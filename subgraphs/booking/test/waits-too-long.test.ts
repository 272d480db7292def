import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { anyKey, BOOK, faces } from './scene.ts';

/** As many as a subgraph has. */
const CONNECTIONS = 10;
const OFFERINGS = '{ offerings(first: 10) { edges { node { id } } } }';

let test: TestSubgraph;
let admin: pg.Client;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, patienceMs: 1_000 });
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await test.close();
});

it('what waits too long for others is refused as passing, leaves nothing behind and may be tried again', async () => {
  const gym = newGym();
  const owner = gym.someone('TENANT_OWNER');
  const sessionId = await givenSessionOf(test, owner, await givenOfferingOf(test, owner));
  const customer = gym.someone('CUSTOMER');
  const input = { sessionId, idempotencyKey: anyKey() };
  await admin.query('begin');
  await admin.query('select from booking.session where id = $1 for update', [uuidOf(sessionId)]);
  const refusal = await refusalOf(test.subgraph, customer, BOOK, { input });
  await admin.query('rollback');

  expect(refusal).toEqual({ code: 'UNAVAILABLE' });
  const counted = 'select count(*)::int as bookings from booking.booking';
  expect((await admin.query(counted)).rows).toEqual([{ bookings: 0 }]);
  const { bookSession } = await ask<{ bookSession: object }>(test.subgraph, customer, BOOK, { input });
  expect(bookSession).toMatchObject({ booking: { status: 'CONFIRMED', session: { seatsLeft: 9 } } });
});

it('who finds all connections taken is told so in time, and is served when one is free', async () => {
  const gym = newGym();
  const owner = gym.someone('TENANT_OWNER');
  const offeringId = await givenOfferingOf(test, owner);
  const pool = await test.subgraph.parts.orm.driver.getConnection().getNativeClient();
  const taken = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
  const refusal = await refusalOf(test.subgraph, owner, OFFERINGS);
  for (const connection of taken) connection.release();

  expect(refusal).toEqual({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  const { offerings } = await ask<{ offerings: object }>(test.subgraph, owner, OFFERINGS);
  expect(offerings).toEqual({ edges: [{ node: { id: offeringId } }] });
});
