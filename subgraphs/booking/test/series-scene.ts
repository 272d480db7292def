import type { Caller } from '@freehold/kernel/caller/caller';
import type { RunningSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { anyKey } from './scene.ts';

const OCCURRENCES = `occurrences(first: 100) { edges { node {
  id originalLocalStart startsLocal isOverridden isCanceled session { id startsAt capacity seatsLeft offering { name } } } } }`;
const FAILURES = 'failures { localStart code message }';

/** Puts a series on the schedule. */
export const SCHEDULE_SERIES = `mutation ($input: ScheduleSeriesInput!) { scheduleSeries(input: $input) {
  sessionsScheduled ${FAILURES} series { id timeZone version endedBefore ${OCCURRENCES} } } }`;
/** Gives a series more sessions. */
export const EXTEND_SERIES = `mutation ($input: ExtendSeriesInput!) { extendSeries(input: $input) {
  sessionsScheduled ${FAILURES} series { id ${OCCURRENCES} } } }`;
/** Moves occurrences. */
export const CHANGE_SERIES = `mutation ($input: ChangeSeriesInput!) { changeSeries(input: $input) {
  occurrences { id } ${FAILURES} series { id version ${OCCURRENCES} } } }`;
/** Calls occurrences off. */
export const CANCEL_OCCURRENCES = `mutation ($input: CancelOccurrencesInput!) { cancelOccurrences(input: $input) {
  occurrences { id } ${FAILURES} series { id version exdates endedBefore ${OCCURRENCES} } } }`;
/** Books many occurrences. */
export const BOOK_SERIES = `mutation ($input: BookSeriesInput!) { bookSeries(input: $input) {
  bookings { id status seats } ${FAILURES} } }`;

/** An occurrence as the questions here answer it. */
export interface Answered {
  readonly id: string;
  readonly originalLocalStart: string;
  readonly startsLocal: string;
  readonly isOverridden: boolean;
  readonly isCanceled: boolean;
  readonly session: {
    id: string;
    startsAt: Date;
    capacity: number;
    seatsLeft: number;
    offering: { name: string };
  };
}

interface AnsweredSeries {
  readonly sessionsScheduled: number;
  readonly failures: { localStart: string; code: string }[];
  readonly series: { id: string; version: number; occurrences: { edges: { node: Answered }[] } };
}

/** What the questions here answer. */
export interface SeriesAnswers {
  readonly scheduleSeries: AnsweredSeries;
  readonly extendSeries: AnsweredSeries;
  readonly changeSeries: AnsweredSeries;
  readonly cancelOccurrences: AnsweredSeries;
  readonly bookSeries: {
    bookings: { id: string; status: string }[];
    failures: { localStart: string; code: string }[];
  };
}

/** A scheduled series: its id and its occurrences. */
export interface GivenSeries {
  readonly id: string;
  readonly occurrences: readonly Answered[];
}

/** The occurrences in an answer. */
export function occurrencesIn({ series }: AnsweredSeries): Answered[] {
  return series.occurrences.edges.map(({ node }) => node);
}

/** The nth of them. @throws {Error} when there are not as many. */
export function nth(occurrences: readonly Answered[], index: number): Answered {
  const found = occurrences[index];
  if (!found) throw new Error(`There are only ${occurrences.length} occurrences.`);
  return found;
}

/** Puts a series of an offering on the schedule: four Tuesdays at 18:00 unless `other` says otherwise. */
export async function givenSeries(
  subgraph: RunningSubgraph,
  owner: Caller,
  offeringId: string,
  other: Record<string, unknown> = {},
): Promise<GivenSeries> {
  const input = {
    offeringId,
    rule: 'FREQ=WEEKLY;COUNT=4',
    startsLocal: '2026-12-01T18:00',
    idempotencyKey: anyKey(),
    ...other,
  };
  const { scheduleSeries } = await ask<SeriesAnswers>(subgraph, owner, SCHEDULE_SERIES, { input });
  return { id: scheduleSeries.series.id, occurrences: occurrencesIn(scheduleSeries) };
}

/** Asks the tables of a test, as their owner and for one tenant. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  test: TestSubgraph,
  caller: Caller,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: test.database.url('booking_owner') });
  await client.connect();
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [uuidOf(caller.tenant?.id ?? '')]);
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** How much a tenant has of what a series takes. */
export async function takenBy(test: TestSubgraph, caller: Caller) {
  const [row] = await rowsOf<{
    series: number;
    occurrences: number;
    claims: number;
    seats: number;
    classes: number;
  }>(
    test,
    caller,
    `select (select count(*)::int from booking.series) as series,
            (select count(*)::int from booking.occurrence) as occurrences,
            (select count(*)::int from booking.claim) as claims,
            (select coalesce(sum(seats_taken), 0)::int from booking.session) as seats,
            (select coalesce(sum(used), 0)::int from booking.usage_counter where id = 'classes') as classes`,
  );
  if (!row) throw new Error('Nothing was answered.');
  return row;
}
