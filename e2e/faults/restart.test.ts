import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { ask, dataOf, signedIn } from '../house/api.ts';
import { exitOf, freePort, runHouse, startHouse } from '../house/built-house.ts';

const BOOKINGS = '{ tenant { bookings(first: 1) { edges { node { id } } } } }';
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 100) { edges { node { id seatsLeft myBooking { id } } } } }`;
const BOOK = 'mutation ($input: BookSessionInput!) { bookSession(input: $input) { booking { id status } } }';

interface Sessions {
  readonly sessions: { readonly edges: readonly { readonly node: SessionNode }[] };
}
interface SessionNode {
  readonly id: string;
  readonly seatsLeft: number;
  readonly myBooking: { readonly id: string } | null;
}

/** The coming week. */
const week = () => ({
  from: new Date().toISOString(),
  to: new Date(Date.now() + 7 * 86_400_000).toISOString(),
});

describe('the built house', () => {
  let dataDirectory: string;
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-e2e-'));
  });
  afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

  it('loses nothing that was confirmed when it is killed, and answers a repeated key with the same booking', async () => {
    const environment = { EDITIONS: 'fitness' };
    const first = await startHouse({ dataDirectory, environment });
    const customer = await signedIn(first.port, 'yogaflow', 'customer');
    const { sessions } = await dataOf<Sessions>(customer, SESSIONS, week());
    const free = sessions.edges.find(({ node }) => node.seatsLeft > 0 && !node.myBooking);
    const input = { sessionId: free?.node.id, idempotencyKey: 'before-the-cut' };
    const booked = await dataOf<{ bookSession: { booking: { id: string } } }>(customer, BOOK, { input });
    await first.kill();

    const second = await startHouse({ dataDirectory, environment, port: first.port });
    const again = await dataOf(await signedIn(second.port, 'yogaflow', 'customer'), BOOK, { input });

    expect(again).toEqual(booked);
    expect(await second.stop()).toBe(0);
  });

  it('says in one sentence that its port is taken, and ends', async () => {
    const { child, output } = runHouse({ dataDirectory, port: inject('port') });

    expect(await exitOf(child)).toBe(1);
    expect(output().trim()).toMatch(/^Port \d+ is taken by another program\. .*PORT=4001 npm start$/);
  });

  it('names every fault of its configuration at once', async () => {
    const environment = { EDITIONS: 'fitness,bakery', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' };
    const { child, output } = runHouse({ dataDirectory, environment, port: await freePort() });

    expect(await exitOf(child)).toBe(1);
    expect(output()).toMatch(/DATABASE_URL[\s\S]*EDITIONS[\s\S]*bakery[\s\S]*LOG_LEVEL/);
  });

  it.each(['none', 'clinic'])('boots with the editions: %s', async (editions) => {
    const house = await startHouse({ dataDirectory, environment: { EDITIONS: editions } });

    const { errors } = await ask({ port: house.port, slug: 'fitzone' }, BOOKINGS);

    expect(errors?.[0]?.extensions).toMatchObject({ code: 'TENANT_REQUIRED' });
    expect(await house.stop()).toBe(0);
  });
});
