import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import {
  CALL_OFF,
  givenOfferingOf,
  givenPool,
  givenRoom,
  givenSessionOf,
  many,
  newGym,
  tally,
} from './booking-scene.ts';
import { at, givenPair, outcome, PERSON, taken, UPDATE } from './needs-scene.ts';
import { anyKey, faces, SCHEDULE } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const startsAt = '2026-11-24T17:00:00Z';
const OFFERINGS = `{ offerings(first: 5) { edges { node { resource { id } pool { id }
  furtherNeeds { resource { id } pool { id } } } } } }`;
const TERMS =
  '{ offerings(first: 5) { edges { node { furtherNeeds { bufferBeforeMinutes bufferAfterMinutes } } } } }';
const CREATE = `mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }`;
const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session { id } } }`;
const SERIES = `mutation ($input: ScheduleSeriesInput!) {
  scheduleSeries(input: $input) { sessionsScheduled failures { localStart code } } }`;

describe('what an offering needs', () => {
  it('is its resource and up to five others, each with buffers that staff alone may read', async () => {
    const gym = newGym();
    const [own, other] = [await givenRoom(test, gym.owner), await givenRoom(test, gym.owner)];
    const poolId = await givenPool(test, gym.owner, 1);
    const furtherNeeds = [
      { poolId, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 },
      { resourceId: other },
      ...many(3, () => ({ poolId })),
    ];
    await givenOfferingOf(test, gym.owner, { resourceId: own, furtherNeeds });
    const ofPool = { resource: null, pool: { id: poolId } };
    const needs = [ofPool, { resource: { id: other }, pool: null }, ofPool, ofPool, ofPool];
    const node = { resource: { id: own }, pool: null, furtherNeeds: needs };
    expect(await ask(test.subgraph, gym.anonymous, OFFERINGS)).toEqual({ offerings: { edges: [{ node }] } });
    const [first] = (
      await ask<{ offerings: { edges: { node: { furtherNeeds: object[] } }[] } }>(
        test.subgraph,
        gym.trainer,
        TERMS,
      )
    ).offerings.edges;
    expect(first?.node.furtherNeeds.slice(0, 2)).toEqual([
      { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 },
      { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    ]);
    expect((await refusalOf(test.subgraph, gym.customer, TERMS)).code).toBe('FORBIDDEN');
  });

  it.each([
    ['a need of nothing', () => [{}]],
    ['six of them', (_own: string, room: string) => many(6, () => ({ poolId: room }))],
    ['its own resource once more', (own: string) => [{ resourceId: own }]],
    ['one resource twice', (_own: string, room: string) => [{ resourceId: room }, { resourceId: room }]],
    [
      'a buffer of 241 minutes',
      (_own: string, room: string) => [{ resourceId: room, bufferAfterMinutes: 241 }],
    ],
  ])('is refused with %s, and nothing is written', async (_what, needsOf) => {
    const gym = newGym();
    const [own, room] = [await givenRoom(test, gym.owner), await givenRoom(test, gym.owner)];
    const usual = { name: 'PT', kind: 'PERSONAL', durationMinutes: 60, capacity: 1, priceMinor: 1 };
    const input = { ...usual, resourceId: own, furtherNeeds: needsOf(own, room) };
    expect(await outcome(test, gym.owner, CREATE, input)).toBe('INVALID');
    expect(await ask(test.subgraph, gym.owner, OFFERINGS)).toEqual({ offerings: { edges: [] } });
  });

  it('is not to be had of another tenant', async () => {
    const { gym, offeringId, room } = await givenPair(test, 'PERSONAL');
    const stranger = newGym();
    const foreign = await givenRoom(test, stranger.owner);
    const poolId = await givenPool(test, stranger.owner, 1);
    expect(
      await outcome(test, gym.owner, UPDATE, { offeringId, furtherNeeds: [{ resourceId: foreign }] }),
    ).toBe('NOT_FOUND');
    expect(await outcome(test, gym.owner, UPDATE, { offeringId, furtherNeeds: [{ poolId }] })).toBe(
      'NOT_FOUND',
    );
    expect(await outcome(test, stranger.owner, UPDATE, { offeringId, furtherNeeds: [] })).toBe('NOT_FOUND');
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    expect(sessionId).toMatch(/^ssn_/);
    expect((await taken(test, gym))[0]).toContain(room);
  });

  it('changes for what is scheduled from then on, and its own resource stays out of the others', async () => {
    const { gym, offeringId, trainer, room } = await givenPair(test, 'PERSONAL');
    await givenSessionOf(test, gym.owner, offeringId, at('09:00'));
    expect(await outcome(test, gym.owner, UPDATE, { offeringId, resourceId: room })).toBe('INVALID');
    expect(await outcome(test, gym.owner, UPDATE, { offeringId, furtherNeeds: [] })).toBe('done');
    await givenSessionOf(test, gym.owner, offeringId, at('11:00'));
    expect(await taken(test, gym)).toEqual([[trainer, room], [trainer]]);
  });
});

describe('a session', () => {
  it('takes all that its offering needs, or nothing', async () => {
    const { gym, offeringId, trainer, room, inRoom, byTrainer } = await givenPair(test, 'CLASS');
    await givenSessionOf(test, gym.owner, inRoom, at('09:00'));
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId, startsAt: at('09:30') })).toBe(
      'SLOT_TAKEN',
    );
    // The trainer was not taken by what could not be had.
    await givenSessionOf(test, gym.owner, byTrainer, at('09:30'));
    await givenSessionOf(test, gym.owner, offeringId, at('11:00'));
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt: at('11:59') })).toBe(
      'SLOT_TAKEN',
    );
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: byTrainer, startsAt: at('10:31') })).toBe(
      'SLOT_TAKEN',
    );
    expect(await taken(test, gym)).toEqual([[room], [trainer], [trainer, room]]);
  });

  it('keeps each resource for the time around it that this resource needs', async () => {
    const gym = newGym();
    const [trainer, room] = [await givenRoom(test, gym.owner, PERSON), await givenRoom(test, gym.owner)];
    const furtherNeeds = [{ resourceId: room, bufferBeforeMinutes: 30, bufferAfterMinutes: 15 }];
    const facts = { kind: 'CLASS', resourceId: trainer, bufferAfterMinutes: 60, furtherNeeds };
    const offeringId = await givenOfferingOf(test, gym.owner, facts);
    await givenSessionOf(test, gym.owner, offeringId, at('12:00'));
    const free = async (resourceId: string, clock: string) => {
      const other = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId });
      return outcome(test, gym.owner, SCHEDULE, { offeringId: other, startsAt: at(clock) });
    };
    expect(await free(room, '10:31')).toBe('SLOT_TAKEN');
    expect(await free(room, '10:30')).toBe('done');
    expect(await free(room, '13:14')).toBe('SLOT_TAKEN');
    expect(await free(room, '13:15')).toBe('done');
    expect(await free(trainer, '11:00')).toBe('done');
    expect(await free(trainer, '13:59')).toBe('SLOT_TAKEN');
    expect(await free(trainer, '14:00')).toBe('done');
  });

  it('takes two of one pool, and as many at once as the pool has pairs', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 5);
    const facts = { kind: 'CLASS', poolId, furtherNeeds: [{ poolId }] };
    const offeringId = await givenOfferingOf(test, gym.owner, facts);
    const calls = many(4, () => ({ caller: gym.owner, query: SCHEDULE, input: { offeringId, startsAt } }));
    expect(await tally(test, calls)).toEqual({ done: 2, SLOT_TAKEN: 2 });
    const all = (await taken(test, gym)).flat();
    expect(new Set(all).size).toBe(4);
  });

  it('lets a pool do with another member where only one certain resource serves the other need', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const [first, second] = [
      await givenRoom(test, gym.owner, { poolId }),
      await givenRoom(test, gym.owner, { poolId }),
    ];
    const furtherNeeds = [{ resourceId: first }];
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', poolId, furtherNeeds });
    await givenSessionOf(test, gym.owner, offeringId);
    expect(await taken(test, gym)).toEqual([[second, first]]);
  });

  it('gives all back when it is called off, and takes all along when it is moved', async () => {
    const { gym, offeringId, trainer, room, inRoom } = await givenPair(test, 'CLASS');
    const sessionId = await givenSessionOf(test, gym.owner, offeringId, at('09:00'));
    await givenSessionOf(test, gym.owner, inRoom, at('12:00'));
    expect(await outcome(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: at('12:30') })).toBe(
      'SLOT_TAKEN',
    );
    expect(await outcome(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: at('09:30') })).toBe('done');
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt: at('10:00') })).toBe(
      'SLOT_TAKEN',
    );
    expect(await taken(test, gym)).toEqual([[trainer, room], [room]]);
    expect(await outcome(test, gym.owner, CALL_OFF, { sessionId })).toBe('done');
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt: at('10:00') })).toBe(
      'done',
    );
  });

  it('is in a series only where all that it needs is free', async () => {
    const { gym, offeringId, trainer, room, inRoom } = await givenPair(test, 'CLASS');
    await givenSessionOf(test, gym.owner, inRoom, '2026-11-25T08:30:00Z');
    const rule = { rule: 'FREQ=DAILY;COUNT=3', startsLocal: '2026-11-24T09:00', timeZone: 'Europe/Oslo' };
    const input = { offeringId, ...rule, mode: 'BEST_EFFORT', horizonDays: 30, idempotencyKey: anyKey() };
    const { scheduleSeries } = await ask(test.subgraph, gym.owner, SERIES, { input });
    expect(scheduleSeries).toEqual({
      sessionsScheduled: 2,
      failures: [{ localStart: '2026-11-25T09:00', code: 'SLOT_TAKEN' }],
    });
    expect(await taken(test, gym)).toEqual([[trainer, room], [room], [trainer, room]]);
  });

  it('takes no resource twice in one instant when 100 that need two of three come at once', async () => {
    const gym = newGym();
    const rooms = await Promise.all(many(3, () => givenRoom(test, gym.owner)));
    const offerings = await Promise.all(
      rooms.map((resourceId, index) =>
        givenOfferingOf(test, gym.owner, {
          kind: 'CLASS',
          resourceId,
          furtherNeeds: [{ resourceId: rooms[(index + 1) % 3] }],
        }),
      ),
    );
    const calls = many(100, (index) => ({
      caller: gym.owner,
      query: SCHEDULE,
      input: {
        offeringId: offerings[index % 3],
        startsAt: at(`${10 + (index % 5)}:${index % 2 ? '00' : '30'}`),
      },
    }));
    const { done: made = 0, ...refused } = await tally(test, calls);
    expect(Object.keys(refused)).toEqual(['SLOT_TAKEN']);
    // Each takes two of three for an hour: of 10:00 to 15:30, no two overlap.
    expect(made).toBeGreaterThanOrEqual(3);
    expect(made).toBeLessThanOrEqual(5);
  });
});
