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
  taken freed failures { uid recurrenceId code message } } }`;

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

async function importing(gym: TestTenant, resourceId: string, text: string) {
  const input = { resourceId, text, idempotencyKey: anyKey() };
  return (await ask(test.subgraph, gym.trainer, IMPORT, { input })).importCalendar;
}

const scheduling = (offeringId: string, startsAt: string) => ({
  input: { offeringId, startsAt, idempotencyKey: anyKey() },
});

describe('importing a calendar', () => {
  it('keeps a resource busy, so that nothing else is put there', async () => {
    const { gym, offeringId, resourceId } = await gymWithCoach();
    const text = calendar(dentist('20261201T100000'));
    expect(await importing(gym, resourceId, text)).toEqual({ taken: 1, freed: 0, failures: [] });
    const busy = scheduling(offeringId, '2026-12-01T09:30:00Z');
    expect((await refusalOf(test.subgraph, gym.owner, SCHEDULE, busy)).code).toBe('SLOT_TAKEN');
    const free = scheduling(offeringId, '2026-12-01T10:00:00Z');
    await expect(ask(test.subgraph, gym.owner, SCHEDULE, free)).resolves.toBeDefined();
  });

  it('takes nothing twice, moves what moved, and frees what was canceled', async () => {
    const { gym, resourceId } = await gymWithCoach();
    const weekly = 'RRULE:FREQ=WEEKLY;COUNT=3';
    const imported = (...lines: readonly string[][]) => importing(gym, resourceId, calendar(...lines));
    const all = { taken: 3, freed: 0, failures: [] };
    expect(await imported(dentist('20261201T100000', weekly))).toEqual(all);
    expect(await imported(dentist('20261201T100000', weekly))).toEqual(all);
    const shorter = dentist('20261201T100000', weekly, 'EXDATE;TZID=Europe/Oslo:20261208T100000');
    expect(await imported(shorter)).toEqual({ taken: 2, freed: 1, failures: [] });
    expect(await imported(dentist('20261201T103000'))).toEqual({ taken: 1, freed: 2, failures: [] });
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
    const other = ['UID:other', 'DTSTART:20261203T100000Z', 'DURATION:PT1H'];
    expect(await imported(other)).toEqual({ taken: 1, freed: 0, failures: [] });
    expect((await takenBy(test, gym.owner)).claims).toBe(2);
    const canceled = dentist('20261201T103000', 'STATUS:CANCELLED');
    expect(await imported(canceled)).toEqual({ taken: 0, freed: 1, failures: [] });
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
  });

  it('tells of each event that meets what is booked, or that cannot be read, and takes the rest', async () => {
    const { gym, offeringId, resourceId } = await gymWithCoach();
    await ask(test.subgraph, gym.owner, SCHEDULE, scheduling(offeringId, '2026-12-08T09:30:00Z'));
    const text = calendar(dentist('20261201T100000', 'RRULE:FREQ=WEEKLY;COUNT=3'), ['UID:broken']);
    expect(await importing(gym, resourceId, text)).toEqual({
      taken: 2,
      freed: 0,
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
    expect(answers).toEqual(Array(10).fill({ taken: 1, freed: 0, failures: [] }));
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
  });

  it.each([
    ['prose', 'Kari is away.'],
    ['nothing', ''],
    ['more than 1 MB', calendar([`UID:${'x'.repeat(1_048_576)}`])],
    [
      'over 500 times',
      calendar(dentist('20261201T100000', 'RRULE:FREQ=DAILY'), [
        'UID:b',
        'DTSTART:20261201T180000Z',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY',
      ]),
    ],
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
