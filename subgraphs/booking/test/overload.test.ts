import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { SessionChanged } from '../src/events.ts';
import { givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { anyKey, BOOK, faces } from './scene.ts';

const OFFERINGS = '{ offerings(first: 10) { edges { node { id } } } }';
const REFUSED = [{ extensions: { code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) } }];
const POOL_SIZE = 3;

let test: TestSubgraph;
let admin: pg.Client;
const taken: pg.PoolClient[] = [];

beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, {
    faces,
    poolSize: POOL_SIZE,
    admission: {
      places: 3,
      placesPerTenant: 2,
      waitingPerTenant: 2,
      patienceMs: 1_000,
      patienceInCrowdMs: 50,
    },
  });
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterEach(() => letGo());
afterAll(async () => {
  await admin.end();
  await test.close();
});

/** Takes all connections, as whoever is slow does. */
async function takeAll(): Promise<void> {
  const pool = await test.subgraph.parts.orm.driver.getConnection().getNativeClient();
  taken.push(...(await Promise.all(Array.from({ length: POOL_SIZE }, () => pool.connect()))));
}

function letGo(): void {
  for (const client of taken.splice(0)) client.release();
}

const list = (caller: Caller) => test.subgraph.execute({ query: OFFERINGS, caller });

async function timed(asked: Promise<SubgraphAnswer>) {
  const startedAtMs = performance.now();
  const answer = await asked;
  return { answer, tookMs: performance.now() - startedAtMs };
}

describe('a subgraph that is asked more than it can answer', () => {
  it('refuses at once whom it has no place for, and answers whom it has let in', async () => {
    const { owner } = newGym();
    await list(owner);
    await takeAll();
    const asked = Array.from({ length: 20 }, () => timed(list(owner)));
    const refused = await Promise.all(asked.slice(4));
    letGo();
    const answered = await Promise.all(asked.slice(0, 4));

    expect(refused.map(({ answer }) => answer.errors)).toMatchObject(refused.map(() => REFUSED));
    // A tenth of what it takes to lose patience; the machine may be busy with other tests as well.
    const tookMs = refused.map((each) => each.tookMs).sort((one, other) => one - other);
    expect([tookMs[0], tookMs.at(-1)]).toSatisfy(([least = 0, most = 0]) => least < 100 && most < 500);
    expect(answered.map(({ answer }) => answer.errors)).toEqual(answered.map(() => undefined));
    expect(test.subgraph.crowd()).toEqual({ underWay: 0, waiting: 0 });
  });

  it('lets nobody wait for long once it has been so for a while, whatever is asked', async () => {
    const { owner } = newGym();
    await takeAll();
    const underWay = [list(owner), list(owner)];
    const first = await timed(list(owner));
    const [query, mutation] = await Promise.all([
      timed(list(owner)),
      timed(test.subgraph.execute({ query: 'mutation { __typename }', caller: owner })),
    ]);
    letGo();

    expect([first, query, mutation].map(({ answer }) => answer.errors)).toMatchObject([
      REFUSED,
      REFUSED,
      REFUSED,
    ]);
    expect(first.tookMs).toBeGreaterThan(900);
    expect(query.tookMs).toBeLessThan(500);
    expect(mutation.tookMs).toBeLessThan(500);
    expect((await Promise.all(underWay)).map(({ errors }) => errors)).toEqual([undefined, undefined]);
  });

  it('keeps a place for others from a tenant that asks without end', async () => {
    const [loud, quiet] = [newGym(), newGym()];
    const sessionId = await givenSessionOf(test, loud.owner, await givenOfferingOf(test, loud.owner));
    await admin.query('begin');
    await admin.query('select from booking.session where id = $1 for update', [uuidOf(sessionId)]);
    const booking = Array.from({ length: 4 }, () =>
      test.subgraph.execute({
        query: BOOK,
        variables: { input: { sessionId, idempotencyKey: anyKey() } },
        caller: loud.someone('CUSTOMER'),
      }),
    );
    const { answer } = await timed(list(quiet.owner));
    const { underWay } = test.subgraph.crowd();
    await admin.query('rollback');
    await Promise.all(booking);

    expect([answer.errors, answer.data]).toEqual([undefined, { offerings: { edges: [] } }]);
    expect(underWay).toBe(2);
  });
});

describe('an event of a subgraph whose connections are taken', () => {
  it('is told when one is free, however long that takes', async () => {
    const impatient = await startTestSubgraph(bookingSubgraph, { faces, poolSize: 1, patienceMs: 1_000 });
    const { owner, tenant } = newGym();
    const sessionId = await givenSessionOf(impatient, owner, await givenOfferingOf(impatient, owner));
    const query = 'subscription { sessionChanged { id } }';
    const events = await impatient.subgraph.subscribe({ query, caller: owner });
    if (!(Symbol.asyncIterator in events)) throw new Error('It was refused.');
    const stream = events[Symbol.asyncIterator]();
    const told = stream.next();
    const pool = await impatient.subgraph.parts.orm.driver.getConnection().getNativeClient();
    const only = await pool.connect();
    await impatient.tell(SessionChanged, tenant.id, { sessionId: idOf('ssn', uuidOf(sessionId)) });
    // Longer than anybody waits for a connection.
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    only.release();

    expect(await told).toEqual({ done: false, value: { data: { sessionChanged: { id: sessionId } } } });
    await stream.return?.();
    await impatient.close();
  });
});
