import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  givenOfferingOf,
  givenPool,
  givenRoom,
  givenSessionOf,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, faces, SCHEDULE } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
let admin: pg.Client;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await test.close();
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString();

describe('sessions on one resource', () => {
  it('cannot share an instant, whatever they are sessions of', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const [yoga, spin] = [
      await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId }),
      await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId, durationMinutes: 30 }),
    ];
    await givenSessionOf(test, gym.owner, yoga, at(0));
    const input = { offeringId: spin, startsAt: at(59), idempotencyKey: anyKey() };
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input });
    expect(refusal).toEqual({ code: 'SLOT_TAKEN', startsAt: at(59) });
  });

  it('may follow each other at once', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    await givenSessionOf(test, gym.owner, offeringId, at(0));
    await expect(givenSessionOf(test, gym.owner, offeringId, at(60))).resolves.toMatch(/^ssn_/);
  });

  it('keep the buffers of both', async () => {
    const gym = newGym();
    const buffers = { bufferBeforeMinutes: 10, bufferAfterMinutes: 20 };
    const offeringId = await givenOfferingOf(test, gym.owner, buffers);
    await givenSessionOf(test, gym.owner, offeringId, at(0));
    const input = { offeringId, startsAt: at(89), idempotencyKey: anyKey() };
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input });
    expect(refusal.code).toBe('SLOT_TAKEN');
    await expect(givenSessionOf(test, gym.owner, offeringId, at(90))).resolves.toBeDefined();
  });

  it('never overlap when 200 of random lengths are scheduled at once', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const offerings: string[] = [];
    for (const durationMinutes of [5, 15, 30, 45, 60, 90]) {
      const facts = { kind: 'CLASS', resourceId, durationMinutes, bufferAfterMinutes: durationMinutes % 10 };
      offerings.push(await givenOfferingOf(test, gym.owner, facts));
    }
    const calls = many(200, (index) => ({
      caller: gym.owner,
      query: SCHEDULE,
      input: { offeringId: offerings[index % 6], startsAt: at(Math.floor(Math.random() * 1440)) },
    }));
    const { done = 0, SLOT_TAKEN = 0, ...others } = await tally(test, calls);
    expect(others).toEqual({});
    expect(done + SLOT_TAKEN).toBe(200);
    const { rows } = await admin.query(
      `select (select count(*)::int from booking.claim where resource_id = $1) as claims,
              (select count(*)::int from booking.session l join booking.session r using (tenant_id, resource_id)
                where l.id < r.id and resource_id = $1
                  and tstzrange(l.starts_at, l.ends_at) && tstzrange(r.starts_at, r.ends_at)) as overlaps`,
      [uuidOf(resourceId)],
    );
    expect(rows).toEqual([{ claims: done, overlaps: 0 }]);
  });
});

describe('a pool of three rooms', () => {
  it('gives exactly three sessions at one time to 30 who ask at once', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 3);
    const offeringId = await givenOfferingOf(test, gym.owner, { poolId });
    const call = { caller: gym.owner, query: SCHEDULE, input: { offeringId, startsAt: at(0) } };
    expect(
      await tally(
        test,
        many(30, () => call),
      ),
    ).toEqual({ done: 3, SLOT_TAKEN: 27 });
  });

  it('gives the free member with the smallest id', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const rooms = [
      await givenRoom(test, gym.owner, { poolId }),
      await givenRoom(test, gym.owner, { poolId }),
    ];
    const offeringId = await givenOfferingOf(test, gym.owner, { poolId });
    const query = SCHEDULE.replace('seatsLeft', 'seatsLeft resource { id }');
    const roomAt = async (minute: number) => {
      const input = { offeringId, startsAt: at(minute), idempotencyKey: anyKey() };
      const { scheduleSession } = await ask<{ scheduleSession: { session: { resource: { id: string } } } }>(
        test.subgraph,
        gym.owner,
        query,
        { input },
      );
      return rooms.indexOf(scheduleSession.session.resource.id);
    };
    expect([await roomAt(0), await roomAt(30), await roomAt(60), await roomAt(90)]).toEqual([0, 1, 0, 1]);
  });

  it('gives nothing while it has no members', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const offeringId = await givenOfferingOf(test, gym.owner, { poolId });
    const input = { offeringId, startsAt: at(0), idempotencyKey: anyKey() };
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input });
    expect(refusal.code).toBe('SLOT_TAKEN');
  });
});

describe('a session that cannot be scheduled', () => {
  it('takes nothing of the plan, and one that can takes one unit for one key', async () => {
    const gym = newGym();
    const owner = gym.entitled(gym.owner, { limits: { classes: 2 } });
    const offeringId = await givenOfferingOf(test, owner);
    const input = { offeringId, startsAt: at(0), idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: owner, query: SCHEDULE, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    expect(
      await tally(test, [{ caller: owner, query: SCHEDULE, input: { offeringId, startsAt: at(1) } }]),
    ).toEqual({ SLOT_TAKEN: 1 });
    await expect(givenSessionOf(test, owner, offeringId, at(60))).resolves.toBeDefined();
  });
});
