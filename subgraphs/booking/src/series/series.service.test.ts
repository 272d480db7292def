import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyKey, faces, givenOffering, SCHEDULE } from '../../test/scene.ts';
import {
  givenSeries,
  rowsOf,
  SCHEDULE_SERIES,
  type SeriesAnswers,
  takenBy,
} from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
beforeEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));
afterAll(() => test.close());

const newGym = (classes: number | null = null) =>
  newTenant(bookingSubgraph, { limits: { classes, bookings: null } });
const nothing = { series: 0, occurrences: 0, claims: 0, seats: 0, classes: 0 };
const weekly = (offeringId: string, other: Record<string, unknown> = {}) => ({
  input: {
    offeringId,
    rule: 'FREQ=WEEKLY;COUNT=4',
    startsLocal: '2026-12-01T18:00',
    idempotencyKey: anyKey(),
    ...other,
  },
});

describe('scheduling a series', () => {
  it('makes a session of each occurrence, with its claim and its unit of the plan', async () => {
    const gym = newGym(4);
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { occurrences } = await givenSeries(test.subgraph, gym.trainer, offeringId, { capacity: 7 });
    expect(
      occurrences.map(({ startsLocal, session }) => [startsLocal, session.startsAt, session.capacity]),
    ).toEqual([
      ['2026-12-01T18:00', new Date('2026-12-01T17:00:00Z'), 7],
      ['2026-12-08T18:00', new Date('2026-12-08T17:00:00Z'), 7],
      ['2026-12-15T18:00', new Date('2026-12-15T17:00:00Z'), 7],
      ['2026-12-22T18:00', new Date('2026-12-22T17:00:00Z'), 7],
    ]);
    expect(await takenBy(test, gym.owner)).toEqual({
      ...nothing,
      series: 1,
      occurrences: 4,
      claims: 4,
      classes: 4,
    });
  });

  it.each([
    [
      'moves on by the gap that spring leaves',
      '2026-03-28T02:30',
      ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    ],
    [
      'takes the first of the times that autumn repeats',
      '2026-10-24T02:30',
      ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ],
  ])('%s', async (_, startsLocal, starts) => {
    test.clock.moveTo('2026-03-01T09:00:00Z');
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId, {
      rule: 'FREQ=DAILY;COUNT=3',
      startsLocal,
    });
    expect(occurrences.map(({ session }) => session.startsAt)).toEqual(starts.map((at) => new Date(at)));
  });

  it('follows the wall clock of the zone that it is given', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId, {
      timeZone: 'America/New_York',
      rdates: ['2026-12-03T07:00'],
      exdates: ['2026-12-08T18:00', '2026-12-15T18:00', '2026-12-22T18:00'],
    });
    expect(occurrences.map(({ session }) => session.startsAt)).toEqual([
      new Date('2026-12-01T23:00:00Z'),
      new Date('2026-12-03T12:00:00Z'),
    ]);
  });

  it("follows the wall clock of its resource's location when it is given none", async () => {
    const gym = newGym();
    const made = await ask<{ createLocation: { location: { id: string } } }>(
      test.subgraph,
      gym.owner,
      'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }',
      { input: { name: 'Helsinki', timeZone: 'Europe/Helsinki', idempotencyKey: anyKey() } },
    );
    const { createResource } = await ask<{ createResource: { resource: { id: string } } }>(
      test.subgraph,
      gym.owner,
      'mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }',
      {
        input: {
          name: 'Aino',
          kind: 'PERSON',
          capacity: 10,
          locationId: made.createLocation.location.id,
          idempotencyKey: anyKey(),
        },
      },
    );
    const { createOffering } = await ask<{ createOffering: { offering: { id: string } } }>(
      test.subgraph,
      gym.owner,
      'mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }',
      {
        input: {
          name: 'Yoga',
          kind: 'CLASS',
          durationMinutes: 60,
          capacity: 5,
          priceMinor: 0,
          resourceId: createResource.resource.id,
          idempotencyKey: anyKey(),
        },
      },
    );
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, createOffering.offering.id);
    expect(occurrences[0]?.session.startsAt).toEqual(new Date('2026-12-01T16:00:00Z'));
  });

  it('has one effect and one answer for ten calls with one key, failures included', async () => {
    const gym = newGym(3);
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const variables = weekly(offeringId, { mode: 'BEST_EFFORT' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, gym.owner, SCHEDULE_SERIES, variables)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      scheduleSeries: {
        sessionsScheduled: 3,
        failures: [{ localStart: '2026-12-22T18:00', code: 'LIMIT_EXCEEDED' }],
      },
    });
    expect(await takenBy(test, gym.owner)).toMatchObject({ series: 1, claims: 3, classes: 3 });
  });

  it('does nothing when one of all is taken, and says which', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const startsAt = '2026-12-15T17:30:00Z';
    await ask(test.subgraph, gym.owner, SCHEDULE, {
      input: { offeringId, startsAt, idempotencyKey: anyKey() },
    });
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE_SERIES, weekly(offeringId));
    expect(refusal).toMatchObject({
      code: 'OCCURRENCES_REFUSED',
      failures: [{ localStart: '2026-12-15T18:00', code: 'SLOT_TAKEN' }],
    });
    expect(await takenBy(test, gym.owner)).toEqual({ ...nothing, claims: 1, classes: 1 });
  });

  it('does what is possible when asked to, and tells the rest', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const startsAt = '2026-12-15T17:30:00Z';
    await ask(test.subgraph, gym.owner, SCHEDULE, {
      input: { offeringId, startsAt, idempotencyKey: anyKey() },
    });
    const { scheduleSeries } = await ask<SeriesAnswers>(
      test.subgraph,
      gym.owner,
      SCHEDULE_SERIES,
      weekly(offeringId, { mode: 'BEST_EFFORT' }),
    );
    expect(scheduleSeries).toMatchObject({
      sessionsScheduled: 3,
      failures: [{ localStart: '2026-12-15T18:00', code: 'SLOT_TAKEN' }],
    });
    expect(await takenBy(test, gym.owner)).toEqual({
      ...nothing,
      series: 1,
      occurrences: 3,
      claims: 4,
      classes: 4,
    });
  });

  it("does nothing beyond the plan's limit", async () => {
    const gym = newGym(3);
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE_SERIES, weekly(offeringId));
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 3 });
    expect(await takenBy(test, gym.owner)).toEqual(nothing);
  });

  it('gives a resource to exactly one of 20 series that want it at once', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        test.subgraph.execute({ query: SCHEDULE_SERIES, variables: weekly(offeringId), caller: gym.owner }),
      ),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'scheduled');
    expect(codes.filter((code) => code === 'scheduled')).toHaveLength(1);
    expect(codes.filter((code) => code === 'OCCURRENCES_REFUSED')).toHaveLength(19);
    expect(await takenBy(test, gym.owner)).toMatchObject({ series: 1, claims: 4, classes: 4 });
  });

  it('makes 400 sessions of a daily rule, and the plan counts each', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const variables = weekly(offeringId, { rule: 'FREQ=DAILY', startsLocal: '2026-11-24T06:00' });
    test.statements.splice(0);
    const { scheduleSeries } = await ask<SeriesAnswers>(test.subgraph, gym.owner, SCHEDULE_SERIES, variables);
    const statements = test.statements.splice(0);
    expect(scheduleSeries.sessionsScheduled).toBe(400);
    expect(await takenBy(test, gym.owner)).toMatchObject({ occurrences: 400, claims: 400, classes: 400 });
    // Rows are written by the hundreds: everybody else's events wait for this transaction.
    expect(statements.length).toBeLessThanOrEqual(40);
  }, 60_000);

  it('tells of each session, and of what they count as once', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    await givenSeries(test.subgraph, gym.owner, offeringId);
    const told = await rowsOf(
      test,
      gym.owner,
      'select name, count(*)::int as count from booking.outbox group by 1 order by 1',
    );
    expect(told).toEqual([
      { name: 'booking.series-scheduled', count: 1 },
      { name: 'booking.session-scheduled', count: 4 },
      { name: 'booking.usage-recorded', count: 1 },
    ]);
  });

  it.each([
    ['10,000 occurrences', { rule: 'FREQ=DAILY;COUNT=10000' }],
    ['10,000 days until its end', { rule: 'FREQ=DAILY;UNTIL=20540101T000000Z' }],
    ['more than 500 within the horizon', { rule: 'FREQ=DAILY;BYHOUR=8,12,18' }],
    ['a rule of seconds', { rule: 'FREQ=SECONDLY' }],
    ['prose', { rule: 'each Tuesday' }],
    ['an empty rule', { rule: '' }],
    ['a rule without occurrences', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['a start in the past', { startsLocal: '2026-11-23T09:59' }],
    ['an added day in the past', { rdates: ['2026-11-01T10:00'] }],
    ['a start that is no time', { startsLocal: '2026-02-30T10:00' }],
    ['a start with an offset', { startsLocal: '2026-12-01T18:00Z' }],
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }],
    ['capacity 0', { capacity: 0 }],
    ['a horizon of 401 days', { horizonDays: 401 }],
    ['501 days taken out', { exdates: Array.from({ length: 501 }, () => '2026-12-01T18:00') }],
    ['an empty key', { idempotencyKey: '' }],
  ])('refuses %s and writes nothing', async (_, wrong) => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE_SERIES, weekly(offeringId, wrong));
    expect(refusal.code).toBe('INVALID');
    expect(await takenBy(test, gym.owner)).toEqual(nothing);
  });

  it('is for staff, and knows no offering of another tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const codeFor = async (caller: typeof gym.owner) =>
      (await refusalOf(test.subgraph, caller, SCHEDULE_SERIES, weekly(offeringId))).code;
    expect(await codeFor(gym.customer)).toBe('FORBIDDEN');
    expect(await codeFor(gym.anonymous)).toBe('UNAUTHENTICATED');
    expect(await codeFor(other.owner)).toBe('NOT_FOUND');
  });
});
