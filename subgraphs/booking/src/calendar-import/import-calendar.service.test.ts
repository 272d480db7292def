import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, faces, givenOffering, SCHEDULE } from '../../test/scene.ts';
import { takenBy } from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const IMPORT = `mutation ($input: ImportCalendarInput!) { importCalendar(input: $input) {
  taken freed failed failures { uid recurrenceId code message } } }`;

const calendar = (...events: readonly string[][]) =>
  [
    'BEGIN:VCALENDAR',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');
const dentist = (at: string, ...other: readonly string[]) => [
  'UID:dentist',
  `DTSTART;TZID=Europe/Oslo:${at}`,
  'DURATION:PT1H',
  ...other,
];

async function gymWithCoach() {
  const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  const { resources } = await ask<{ resources: { edges: { node: { id: string } }[] } }>(
    test.subgraph,
    gym.owner,
    '{ resources(first: 1) { edges { node { id } } } }',
  );
  return { gym, offeringId, resourceId: resources.edges[0]?.node.id ?? '' };
}

interface Imported {
  readonly importCalendar: { taken: number; freed: number; failed: number; failures: unknown[] };
}

async function importing(gym: TestTenant, resourceId: string, text: string) {
  const input = { resourceId, text, idempotencyKey: anyKey() };
  return (await ask<Imported>(test.subgraph, gym.trainer, IMPORT, { input })).importCalendar;
}

const scheduling = (offeringId: string, startsAt: string) => ({
  input: { offeringId, startsAt, idempotencyKey: anyKey() },
});

describe('importing a calendar', () => {
  it('keeps a resource busy, so that nothing else is put there', async () => {
    const { gym, offeringId, resourceId } = await gymWithCoach();
    const text = calendar(dentist('20261201T100000'));
    expect(await importing(gym, resourceId, text)).toEqual({ taken: 1, freed: 0, failed: 0, failures: [] });
    const busy = scheduling(offeringId, '2026-12-01T09:30:00Z');
    expect((await refusalOf(test.subgraph, gym.owner, SCHEDULE, busy)).code).toBe('SLOT_TAKEN');
    const free = scheduling(offeringId, '2026-12-01T10:00:00Z');
    await expect(ask(test.subgraph, gym.owner, SCHEDULE, free)).resolves.toBeDefined();
  });

  it('takes nothing twice, moves what moved, and frees what was canceled', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const weekly = 'RRULE:FREQ=WEEKLY;COUNT=3';
    const imported = (...lines: readonly string[][]) => importing(gym, resourceId, calendar(...lines));
    const all = { taken: 3, freed: 0, failed: 0, failures: [] };
    expect(await imported(dentist('20261201T100000', weekly))).toEqual(all);
    expect(await imported(dentist('20261201T100000', weekly))).toEqual(all);
    const shorter = dentist('20261201T100000', weekly, 'EXDATE;TZID=Europe/Oslo:20261208T100000');
    expect(await imported(shorter)).toEqual({ taken: 2, freed: 1, failed: 0, failures: [] });
    expect(await imported(dentist('20261201T103000'))).toEqual({
      taken: 1,
      freed: 2,
      failed: 0,
      failures: [],
    });
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
    const other = ['UID:other', 'DTSTART:20261203T100000Z', 'DURATION:PT1H'];
    expect(await imported(other)).toEqual({ taken: 1, freed: 0, failed: 0, failures: [] });
    expect((await takenBy(test, gym.owner)).claims).toBe(2);
    const canceled = dentist('20261201T103000', 'STATUS:CANCELLED');
    expect(await imported(canceled)).toEqual({ taken: 0, freed: 1, failed: 0, failures: [] });
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
  });

  it('tells of each event that meets what is booked, or that cannot be read, and takes the rest', async () => {
    const { gym, offeringId, resourceId } = await gymWithCoach();
    await ask(test.subgraph, gym.owner, SCHEDULE, scheduling(offeringId, '2026-12-08T09:30:00Z'));
    const text = calendar(dentist('20261201T100000', 'RRULE:FREQ=WEEKLY;COUNT=3'), ['UID:broken']);
    expect(await importing(gym, resourceId, text)).toEqual({
      taken: 2,
      freed: 0,
      failed: 2,
      failures: [
        { uid: 'broken', recurrenceId: '', code: 'INVALID', message: expect.any(String) },
        {
          uid: 'dentist',
          recurrenceId: '2026-12-08T09:00:00.000Z',
          code: 'SLOT_TAKEN',
          message: expect.any(String),
        },
      ],
    });
  });

  it('has one effect and one answer for ten calls with one key', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const input = { resourceId, text: calendar(dentist('20261201T100000')), idempotencyKey: anyKey() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, gym.owner, IMPORT, { input })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
  });

  it('takes nothing twice when ten with keys of their own come at once', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const text = calendar(dentist('20261201T100000'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => importing(gym, resourceId, text)));
    expect(answers).toEqual(Array(10).fill({ taken: 1, freed: 0, failed: 0, failures: [] }));
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
  });

  it.each([
    ['prose', 'Kari is away.'],
    ['nothing', ''],
  ])('refuses %s and takes nothing', async (_, text) => {
    const { gym, resourceId } = await gymWithCoach();
    const input = { resourceId, text, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.owner, IMPORT, { input })).code).toBe('INVALID');
    expect((await takenBy(test, gym.owner)).claims).toBe(0);
  });

  it('is for staff, and knows no resource of another tenant', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const { gym: other } = await gymWithCoach();
    const codeFor = async (caller: typeof gym.owner, id: string) => {
      const input = { resourceId: id, text: calendar(), idempotencyKey: anyKey() };
      return (await refusalOf(test.subgraph, caller, IMPORT, { input })).code;
    };
    expect(await codeFor(gym.customer, resourceId)).toBe('FORBIDDEN');
    expect(await codeFor(gym.anonymous, resourceId)).toBe('UNAUTHENTICATED');
    expect(await codeFor(other.owner, resourceId)).toBe('NOT_FOUND');
    expect(await codeFor(gym.owner, newId('rsc'))).toBe('NOT_FOUND');
  });
});

describe('a large calendar', () => {
  const many = (count: number, from = '2026-12-01T08:00:00Z') =>
    calendar(
      ...Array.from({ length: count }, (_, index) => {
        const startsAt = new Date(Date.parse(from) + index * 25 * 60_000).toISOString();
        return [`UID:event-${index}`, `DTSTART:${startsAt.replaceAll(/[-:]|\.000/g, '')}`, 'DURATION:PT20M'];
      }),
    );

  it('costs as many statements as a small one, at first and when all of it has moved', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const statementsFor = async (text: string) => {
      test.statements.splice(0);
      const outcome = await importing(gym, resourceId, text);
      return { outcome, statements: test.statements.length };
    };
    const few = await statementsFor(many(3));
    const more = await statementsFor(many(1500, '2027-01-01T08:00:00Z'));
    const moved = await statementsFor(many(1500, '2027-01-01T08:10:00Z'));
    expect(few.outcome).toEqual({ taken: 3, freed: 0, failed: 0, failures: [] });
    expect([more.outcome, moved.outcome]).toEqual(
      Array(2).fill({ taken: 1500, freed: 0, failed: 0, failures: [] }),
    );
    // Those that move are freed first.
    expect([more.statements - few.statements, moved.statements - few.statements]).toEqual([2, 2]);
    expect((await takenBy(test, gym.owner)).claims).toBe(1500);
  });

  it('with more failures than are told says how many there are', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const broken = calendar(...Array.from({ length: 1200 }, (_, index) => [`UID:${index}`]));
    const { failures, ...outcome } = await importing(gym, resourceId, broken);
    expect([outcome, failures.length]).toEqual([{ taken: 0, freed: 0, failed: 1200 }, 1000]);
  });

  it('of times that meet each other keeps the first, and knows the same again', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const text = calendar(
      ['UID:late', 'DTSTART:20261201T103000Z', 'DURATION:PT1H'],
      ['UID:early', 'DTSTART:20261201T100000Z', 'DURATION:PT1H'],
    );
    const once = {
      taken: 1,
      freed: 0,
      failed: 1,
      failures: [expect.objectContaining({ uid: 'late', code: 'SLOT_TAKEN' })],
    };
    expect([await importing(gym, resourceId, text), await importing(gym, resourceId, text)]).toEqual([
      once,
      once,
    ]);
  });

  it('may move what is over to a time to come', async () => {
    const { gym, resourceId } = await gymWithCoach();
    await importing(gym, resourceId, calendar(dentist('20261201T100000')));
    test.clock.moveTo('2026-12-02T09:00:00Z');
    const again = await importing(gym, resourceId, calendar(dentist('20261203T100000')));
    expect(again).toEqual({ taken: 1, freed: 0, failed: 0, failures: [] });
    test.clock.moveTo('2026-11-23T09:00:00Z');
  });

  it('with more rules than can be followed is refused, and nothing of it is taken', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const rules = Array.from({ length: 401 }, (_, index) => [
      ...[`UID:${index}`, 'DTSTART:20261201T100000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'],
    ]);
    const input = {
      resourceId,
      text: calendar(dentist('20261201T100000'), ...rules),
      idempotencyKey: anyKey(),
    };
    expect((await refusalOf(test.subgraph, gym.owner, IMPORT, { input })).code).toBe('CALENDAR_TOO_LARGE');
    expect((await takenBy(test, gym.owner)).claims).toBe(0);
  });
});
