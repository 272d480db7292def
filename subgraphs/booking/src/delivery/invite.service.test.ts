import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import type { Catcher } from '@freehold/sandbox/catcher';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  APPROVE,
  CALL_OFF,
  DECLINE,
  givenBooking,
  givenLocation,
  givenOfferingOf,
  givenRoom,
  givenSessionOf,
  MOVE,
} from '../../test/booking-scene.ts';
import { calendarOf, invitesTo, methodOf } from '../../test/calendar-program.ts';
import {
  deliver,
  givenCrowd,
  givenReachable,
  givenToldGym,
  letTimeGo,
} from '../../test/notification-scene.ts';
import { anyKey, CANCEL } from '../../test/scene.ts';
import { openSending, type SendingScene } from '../../test/sending-scene.ts';
import { BOOK_SERIES, givenSeries } from '../../test/series-scene.ts';
import { act, givenFull, join } from '../../test/waitlist-scene.ts';

vi.setConfig({ testTimeout: 60_000 });

const KARI = 'kari@oslo.test';
const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session { id } } }`;
const FEED = `mutation ($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { path } }`;

let scene: SendingScene;
let catcher: Catcher;
let test: TestSubgraph;
let gym: TestTenant;
let kari: TestTenant['customer'];
beforeAll(async () => {
  scene = await openSending();
  ({ test, catcher } = scene);
});
beforeEach(async () => {
  gym = await givenToldGym(test);
  kari = gym.someone('CUSTOMER');
  await givenReachable(test, gym, kari, { email: KARI });
});
afterEach(() => scene.forget());
afterAll(() => scene.close());

async function givenClass(facts: Record<string, unknown> = {}, startsAt = '2026-11-26T17:00:00Z') {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', ...facts });
  return { offeringId, sessionId: await givenSessionOf(test, gym.owner, offeringId, startsAt) };
}

/** What has come to Kari, once all that is due was sent. */
async function invites(): Promise<readonly string[]> {
  await deliver(test, gym);
  return invitesTo(catcher.messages.all(), KARI);
}

async function calendar() {
  return Object.fromEntries(calendarOf(await invites()));
}

const newest = async () => (await invites()).at(-1) ?? '';

describe('the calendar of a customer', () => {
  it('has a booking as soon as its mail came, where and when it is', async () => {
    const locationId = await givenLocation(test, gym.owner, 'America/New_York');
    const resourceId = await givenRoom(test, gym.owner, { locationId });
    const { sessionId } = await givenClass({ resourceId });
    const bookingId = await givenBooking(test, kari, sessionId);
    expect(await calendar()).toEqual({
      [`${bookingId}@freehold`]: {
        summary: 'Yoga',
        location: 'Test',
        startsAt: '2026-11-26T17:00:00.000Z',
        endsAt: '2026-11-26T18:00:00.000Z',
        status: 'CONFIRMED',
        sequence: 0,
      },
    });
    const lines = (await newest()).replaceAll(/\r?\n /g, '').split(/\r?\n/);
    expect(lines).toEqual(
      expect.arrayContaining([
        'METHOD:REQUEST',
        'DTSTAMP:20261123T090000Z',
        'DTSTART;TZID=America/New_York:20261126T120000',
        'ORGANIZER;CN=FitZone Oslo:mailto:messages@freehold.localhost',
        `ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${KARI}`,
      ]),
    );
    const [mail] = catcher.messages.all();
    expect(mail?.files.map(({ name, type }) => [name, type])).toEqual([
      ['', 'text/calendar; method=REQUEST'],
      ['invite.ics', 'application/ics'],
    ]);
  });

  it('moves its one entry with the booking, as often as it is moved, and drops it in the end', async () => {
    const { offeringId, sessionId } = await givenClass();
    const first = await givenBooking(test, kari, sessionId);
    const seen = [await calendar()];
    let bookingId = first;
    for (const startsAt of ['2026-11-27T17:00:00Z', '2026-11-28T17:00:00Z']) {
      const toSessionId = await givenSessionOf(test, gym.owner, offeringId, startsAt);
      const input = { bookingId, sessionId: toSessionId, idempotencyKey: anyKey() };
      const moved = await ask<{ rescheduleBooking: { booking: { id: string } } }>(test.subgraph, kari, MOVE, {
        input,
      });
      bookingId = moved.rescheduleBooking.booking.id;
      seen.push(await calendar());
    }
    const moving = { sessionId: (await sessionOf(bookingId)).id, startsAt: '2026-11-29T10:00:00Z' };
    await act(test, gym.owner, MOVE_SESSION, moving);
    seen.push(await calendar());
    const uid = `${first}@freehold`;
    expect(seen.map((entries) => Object.keys(entries))).toEqual(Array(4).fill([uid]));
    expect(seen.map((entries) => [entries[uid]?.startsAt, entries[uid]?.sequence])).toEqual([
      ['2026-11-26T17:00:00.000Z', 0],
      ['2026-11-27T17:00:00.000Z', 1],
      ['2026-11-28T17:00:00.000Z', 2],
      ['2026-11-29T10:00:00.000Z', 3],
    ]);
    await act(test, kari, CANCEL, { bookingId });
    expect(await calendar()).toEqual({});
    expect(methodOf(await newest())).toBe('CANCEL');
  });

  it('shows what waits for staff as tentative, until staff says yes', async () => {
    const { sessionId } = await givenClass({ needsApproval: true });
    const bookingId = await givenBooking(test, kari, sessionId);
    const uid = `${bookingId}@freehold`;
    expect((await calendar())[uid]).toMatchObject({ status: 'TENTATIVE', sequence: 0 });
    await act(test, gym.owner, APPROVE, { bookingId });
    expect((await calendar())[uid]).toMatchObject({ status: 'CONFIRMED', sequence: 1 });
  });

  it('drops what waits for staff when staff says no', async () => {
    const { sessionId } = await givenClass({ needsApproval: true });
    const bookingId = await givenBooking(test, kari, sessionId);
    await act(test, gym.owner, DECLINE, { bookingId });
    expect((await invites()).map(methodOf)).toEqual(['REQUEST', 'CANCEL']);
    expect(await calendar()).toEqual({});
  });

  it('has the booking of who waited and was promoted, and drops it when the session is called off', async () => {
    const full = await givenFull(test, { gym });
    await join(test, kari, full.sessionId);
    const [holder] = full.holders;
    await act(test, holder?.caller ?? kari, CANCEL, { bookingId: holder?.bookingId });
    expect(Object.values(await calendar())).toMatchObject([{ status: 'CONFIRMED', sequence: 0 }]);
    await act(test, gym.owner, CALL_OFF, { sessionId: full.sessionId });
    expect(await calendar()).toEqual({});
  });

  it('may take over all bookings of a series from one mail, and follows each of them afterwards', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga' });
    const { id: seriesId } = await givenSeries(test.subgraph, gym.owner, offeringId);
    await act(test, kari, BOOK_SERIES, { seriesId });
    const entries = await calendar();
    expect(methodOf(await newest())).toBe('PUBLISH');
    expect(await newest()).not.toContain('ATTENDEE');
    expect(Object.values(entries).map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
      '2026-12-01',
      '2026-12-08',
      '2026-12-15',
      '2026-12-22',
    ]);
    const [uid = ''] = Object.keys(entries);
    await act(test, kari, CANCEL, { bookingId: uid.replace('@freehold', '') });
    const { [uid]: dropped, ...others } = entries;
    expect(dropped).toBeDefined();
    expect(await calendar()).toEqual(others);
  });

  it('knows a booking by the name that the feed gives it, and by no older state', async () => {
    const { offeringId, sessionId } = await givenClass();
    const bookingId = await givenBooking(test, kari, sessionId);
    const later = await givenSessionOf(test, gym.owner, offeringId, '2026-11-27T17:00:00Z');
    await act(test, kari, MOVE, { bookingId, sessionId: later });
    const mailed = await calendar();
    expect(Object.fromEntries(calendarOf([await readFeed()]))).toEqual(mailed);
  });
});

describe('an invite', () => {
  it('is the same file when its mail is sent again', async () => {
    const { sessionId } = await givenClass();
    await givenBooking(test, kari, sessionId);
    const files: string[] = [];
    const { messaging } = scene;
    const send = messaging.mailer?.send ?? (() => Promise.resolve());
    const spy = vi.spyOn(messaging.mailer ?? { send }, 'send').mockImplementation(async (mail) => {
      files.push(mail.calendar?.text ?? '');
      if (files.length < 3) throw new Error('Not now.');
      await send(mail);
    });
    await letTimeGo(test, gym, '2026-11-23T09:30:00Z');
    spy.mockRestore();
    expect(files).toHaveLength(3);
    expect(new Set(files).size).toBe(1);
  });

  it('is not part of what tells of nothing that a calendar shows, nor of an SMS', async () => {
    const { sessionId } = await givenClass();
    await givenReachable(test, gym, kari, { phone: '+4791234567', smsReminders: true });
    await givenBooking(test, kari, sessionId);
    await letTimeGo(test, gym, '2026-11-26T16:00:00Z');
    const files = catcher.messages.all().map(({ channel, files: each }) => [channel, each.length]);
    expect(files.toSorted()).toEqual([
      ...[
        ['EMAIL', 0],
        ['EMAIL', 0],
        ['EMAIL', 2],
      ],
      ...[
        ['SMS', 0],
        ['SMS', 0],
        ['SMS', 0],
      ],
    ]);
  });

  it('to many costs as many statements as to few', async () => {
    const statementsFor = async (count: number) => {
      const { sessionId } = await givenClass({ capacity: 200 });
      await givenCrowd(test, gym, sessionId, count);
      test.statements.splice(0);
      await act(test, gym.owner, CALL_OFF, { sessionId });
      return test.statements.filter((sql) => sql.includes('calendar_entry')).length;
    };
    expect([await statementsFor(2), await statementsFor(40)]).toEqual([1, 1]);
  });
});

async function sessionOf(bookingId: string): Promise<{ id: string }> {
  const query = '{ myBookings(first: 100) { edges { node { id session { id } } } } }';
  const { myBookings } = await ask<{
    myBookings: { edges: { node: { id: string; session: { id: string } } }[] };
  }>(test.subgraph, kari, query);
  return myBookings.edges.find(({ node }) => node.id === bookingId)?.node.session ?? { id: '' };
}

async function readFeed(): Promise<string> {
  const input = { scope: 'CUSTOMER', idempotencyKey: anyKey() };
  const made = await ask<{ createCalendarFeed: { path: string } }>(test.subgraph, kari, FEED, { input });
  const token = made.createCalendarFeed.path.slice('/calendar/'.length, -'.ics'.length);
  const query = 'query ($token: String!) { calendarFeed(token: $token) }';
  return (await ask<{ calendarFeed: string }>(test.subgraph, gym.anonymous, query, { token })).calendarFeed;
}
