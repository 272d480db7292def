import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { anyKey, faces, givenOffering } from './scene.ts';
import { EXTEND_SERIES, givenSeries, occurrencesIn, type SeriesAnswers } from './series-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
beforeEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));
afterAll(() => test.close());

const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

describe('extending a series', () => {
  const extend = (seriesId: string, horizonDays: number) => ({
    input: { seriesId, horizonDays, idempotencyKey: anyKey() },
  });

  it('adds what is missing and nothing twice, also when two do it at once', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { id, occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId, {
      rule: 'FREQ=WEEKLY',
      horizonDays: 14,
    });
    expect(occurrences).toHaveLength(1);
    const both = await Promise.all(
      [1, 2].map(() => ask<SeriesAnswers>(test.subgraph, gym.owner, EXTEND_SERIES, extend(id, 28))),
    );
    expect(both.map(({ extendSeries }) => extendSeries.sessionsScheduled).sort()).toEqual([0, 2]);
    test.clock.moveTo('2026-12-07T09:00:00Z');
    const { extendSeries } = await ask<SeriesAnswers>(
      test.subgraph,
      gym.owner,
      EXTEND_SERIES,
      extend(id, 28),
    );
    expect(extendSeries.sessionsScheduled).toBe(2);
    expect(occurrencesIn(extendSeries).map(({ startsLocal }) => startsLocal.slice(5, 10))).toEqual([
      '12-01',
      '12-08',
      '12-15',
      '12-22',
      '12-29',
    ]);
  });

  it('gives new sessions the length of its offering by now, which the series tells; others keep theirs', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { id } = await givenSeries(test.subgraph, gym.owner, offeringId, {
      rule: 'FREQ=WEEKLY',
      horizonDays: 14,
    });
    const update = `mutation ($input: UpdateOfferingInput!) { updateOffering(input: $input) { offering { id } } }`;
    const input = { offeringId, durationMinutes: 25, idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, update, { input });
    await ask(test.subgraph, gym.owner, EXTEND_SERIES, extend(id, 21));
    const lengths = `{ series(first: 1) { edges { node { durationMinutes
      occurrences(first: 9) { edges { node { session { startsAt endsAt } } } } } } } }`;
    expect(await ask(test.subgraph, gym.anonymous, lengths)).toEqual({
      series: {
        edges: [
          {
            node: {
              durationMinutes: 25,
              occurrences: {
                edges: [
                  {
                    node: {
                      session: {
                        startsAt: new Date('2026-12-01T17:00:00Z'),
                        endsAt: new Date('2026-12-01T18:00:00Z'),
                      },
                    },
                  },
                  {
                    node: {
                      session: {
                        startsAt: new Date('2026-12-08T17:00:00Z'),
                        endsAt: new Date('2026-12-08T17:25:00Z'),
                      },
                    },
                  },
                ],
              },
            },
          },
        ],
      },
    });
  });

  it('is for staff, and knows no series of another tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const { id } = await givenSeries(test.subgraph, gym.owner, offeringId);
    const codeFor = async (caller: typeof gym.owner, seriesId: string) =>
      (await refusalOf(test.subgraph, caller, EXTEND_SERIES, extend(seriesId, 28))).code;
    expect(await codeFor(gym.customer, id)).toBe('FORBIDDEN');
    expect(await codeFor(other.owner, id)).toBe('NOT_FOUND');
    expect(await codeFor(gym.owner, newId('srs'))).toBe('NOT_FOUND');
  });
});

describe('the list of series', () => {
  const LIST = `{ series(first: 10) { edges { node { rule offering { name }
    occurrences(first: 2) { edges { node { startsLocal series { id } session { startsAt } } } } } } } }`;

  it('is public, and empty of other tenants', async () => {
    const [gym, other] = [newGym(), newGym()];
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    await givenSeries(test.subgraph, gym.owner, offeringId);
    const seen = await ask(test.subgraph, gym.anonymous, LIST);
    expect(seen).toMatchObject({ series: { edges: [{ node: { rule: 'FREQ=WEEKLY;COUNT=4' } }] } });
    expect(await ask(test.subgraph, other.owner, LIST)).toEqual({ series: { edges: [] } });
  });

  it('is found from its sessions with as many statements for one as for four', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    await givenSeries(test.subgraph, gym.owner, offeringId);
    const query = `query ($first: Int) { sessions(from: "2026-12-01T00:00:00Z", to: "2026-12-31T00:00:00Z", first: $first) {
      edges { node { occurrence { startsLocal series { rule } } } } } }`;
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, gym.customer, query, { first });
      return test.statements.length;
    };
    // begin, set_config, sessions, occurrences, series, rollback
    expect([await counted(1), await counted(4)]).toEqual([6, 6]);
  });
});
