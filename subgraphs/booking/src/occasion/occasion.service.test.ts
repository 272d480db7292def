import { generateKeyPairSync } from 'node:crypto';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  givenBooking,
  givenLocation,
  givenOfferingOf,
  givenRoom,
  givenSessionOf,
} from '../../test/booking-scene.ts';
import { givenKnown } from '../../test/customer-scene.ts';
import {
  EVERY_WAY,
  faces,
  givenReachable,
  givenToldGym,
  kindsTo,
  letTimeGo,
  toldTo,
} from '../../test/notification-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { CANCEL } from '../../test/scene.ts';
import { BOOK_SERIES, CHANGE_SERIES, givenSeries, nth } from '../../test/series-scene.ts';
import {
  CANCEL_EVENT,
  CANCEL_ORDER,
  givenEvent,
  givenOrder,
  givenProduct,
  PAY,
  TRANSFER,
} from '../../test/ticket-scene.ts';
import { act, givenFull, join } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const { privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

// Days go by in these tests, and whatever is due in them is done.
vi.setConfig({ testTimeout: 60_000 });

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  const settings = { ticketPrivateKey: privateKey };
  test = await startTestSubgraph(bookingSubgraph, { faces, settings, messaging: EVERY_WAY });
});
beforeEach(async () => {
  test.clock.moveTo('2026-11-23T09:00:00Z');
  gym = await givenToldGym(test);
});
afterAll(() => test.close());

const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session { id } } }`;
const flat = (text: string | null | undefined) => text?.replaceAll(/\s/g, ' ');

describe('of a session', () => {
  it('a customer is told the place, and the time on its wall', async () => {
    const locationId = await givenLocation(test, gym.owner, 'America/New_York');
    const resourceId = await givenRoom(test, gym.owner, { locationId });
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', resourceId });
    await givenReachable(test, gym, gym.customer, { locale: 'en-GB' });
    await givenBooking(test, gym.customer, await givenSessionOf(test, gym.owner, offeringId), 2);
    const [told] = await toldTo(test, gym.customer);
    expect(told?.body).toBe(
      'Your booking is confirmed.\nYoga\nTuesday, 24 November 2026 at 12:00\nWhere: Test\nSeats: 2',
    );
  });

  it('that begins at another time everybody who has booked it is told, and reminded then, once', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga' });
    const series = await givenSeries(test.subgraph, gym.owner, offeringId);
    const occurrence = nth(series.occurrences, 0);
    const [left, right] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    for (const customer of [left, right]) await givenBooking(test, customer, occurrence.session.id);
    const move = { occurrenceId: occurrence.id, scope: 'THIS', startsLocal: '2026-12-03T19:00' };
    await act(test, gym.owner, CHANGE_SERIES, move);
    const [, told, ...more] = await toldTo(test, left);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ kind: 'RESCHEDULED', subject: expect.stringContaining('3. desember') });
    expect(told?.body).toContain('Tidligere: tirsdag 1. desember 2026 kl. 18:00');
    await letTimeGo(test, gym, '2026-12-02T17:59:59Z');
    expect(await kindsTo(test, right)).toEqual(['BOOKED', 'RESCHEDULED']);
    await letTimeGo(test, gym, '2026-12-04T00:00:00Z');
    expect(await kindsTo(test, right)).toEqual(['BOOKED', 'RESCHEDULED', 'REMINDER_24H', 'REMINDER_2H']);
  });

  it('of a series that is booked in one go a customer is told once, with all dates in their order', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga' });
    const { id: seriesId } = await givenSeries(test.subgraph, gym.owner, offeringId);
    const booker = gym.someone('CUSTOMER');
    await act(test, booker, BOOK_SERIES, { seriesId, seats: 2 });
    const told = await toldTo(test, booker);
    expect(told).toMatchObject([
      {
        kind: 'SERIES_BOOKED',
        subject: expect.stringMatching(/^Booket: Yoga, 4 ganger fra .*1\. desember/),
        status: 'QUEUED',
      },
    ]);
    expect(flat(told[0]?.body)).toMatch(
      /Plasser hver gang: 2 .* 1\. desember .* 8\. desember .* 15\. desember .* 22\. desember/,
    );
    await letTimeGo(test, gym, '2026-12-02T00:00:00Z');
    expect(await kindsTo(test, booker)).toEqual(['SERIES_BOOKED', 'REMINDER_24H', 'REMINDER_2H']);
  });

  it('of one occurrence that is booked as a series a customer is told as of any booking', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const { id: seriesId, occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId);
    const occurrenceIds = [nth(occurrences, 2).id];
    await act(test, gym.customer, BOOK_SERIES, { seriesId, occurrenceIds });
    expect(await kindsTo(test, gym.customer)).toEqual(['BOOKED']);
  });

  it('of a series that staff has to approve a customer is told once that it is asked for', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', needsApproval: true });
    const { id: seriesId } = await givenSeries(test.subgraph, gym.owner, offeringId);
    await act(test, gym.customer, BOOK_SERIES, { seriesId });
    expect(await kindsTo(test, gym.customer)).toEqual(['SERIES_REQUESTED']);
  });

  it('that staff moves everybody is told who has booked it, and reminded at its new time', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId, '2026-12-01T17:00:00Z');
    const [stays, leaves] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    await givenBooking(test, stays, sessionId);
    await act(test, leaves, CANCEL, { bookingId: await givenBooking(test, leaves, sessionId) });
    await act(test, gym.trainer, MOVE_SESSION, { sessionId, startsAt: '2026-12-03T18:00:00Z' });
    const [, told] = await toldTo(test, stays);
    expect(told).toMatchObject({ kind: 'RESCHEDULED', subject: expect.stringContaining('3. desember') });
    expect(told?.body).toContain('Tidligere: tirsdag 1. desember 2026 kl. 18:00');
    await letTimeGo(test, gym, '2026-12-02T17:59:59Z');
    expect(await kindsTo(test, stays)).toEqual(['BOOKED', 'RESCHEDULED']);
    await letTimeGo(test, gym, '2026-12-04T00:00:00Z');
    expect(await kindsTo(test, stays)).toEqual(['BOOKED', 'RESCHEDULED', 'REMINDER_24H', 'REMINDER_2H']);
    expect(await kindsTo(test, leaves)).toEqual(['BOOKED', 'CANCELED']);
  });

  it('that stays at its time nobody is told when it takes more people', async () => {
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const series = await givenSeries(test.subgraph, gym.owner, offeringId);
    const occurrence = nth(series.occurrences, 0);
    await givenBooking(test, gym.customer, occurrence.session.id);
    await act(test, gym.owner, CHANGE_SERIES, { occurrenceId: occurrence.id, scope: 'THIS', capacity: 12 });
    expect(await kindsTo(test, gym.customer)).toEqual(['BOOKED']);
  });

  it('whoever waits is told nothing of a seat that the rules refuse', async () => {
    const full = await givenFull(test, { gym });
    const [first, second] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    await join(test, first, full.sessionId);
    await join(test, second, full.sessionId);
    const other = await givenSessionOf(test, gym.owner, full.offeringId, '2026-11-24T19:00:00Z');
    await givenBooking(test, first, other);
    await setRules(test, gym.owner, {
      limits: { perDay: { bookings: 1 }, perSevenDays: {}, concurrent: {} },
    });
    const [holder] = full.holders;
    await act(test, holder?.caller ?? gym.owner, CANCEL, { bookingId: holder?.bookingId });
    expect(await kindsTo(test, first)).toEqual(['BOOKED']);
    expect(await kindsTo(test, second)).toEqual(['PROMOTED']);
  });
});

describe('of tickets', () => {
  it('that cost something a customer is told when they are ordered, paid and canceled', async () => {
    const eventId = await givenEvent(test, gym.owner);
    const productId = await givenProduct(test, gym.owner, eventId, { priceMinor: 25_000 });
    const { id: orderId } = await givenOrder(test, gym.customer, eventId, productId, 2);
    await act(test, gym.owner, PAY, { orderId });
    await act(test, gym.owner, CANCEL_ORDER, { orderId });
    const told = await toldTo(test, gym.customer);
    expect(told.map(({ kind }) => kind)).toEqual(['ORDER_PLACED', 'ORDER_PAID', 'ORDER_CANCELED']);
    expect(flat(told[0]?.body)).toContain('Billetter: 2 Totalt: 500,00 kr');
  });

  it('that cost nothing a customer is told once', async () => {
    const eventId = await givenEvent(test, gym.owner);
    const productId = await givenProduct(test, gym.owner, eventId);
    await givenOrder(test, gym.customer, eventId, productId);
    expect(await kindsTo(test, gym.customer)).toEqual(['ORDER_PAID']);
  });

  it('who hands one on and who gets it are both told, once', async () => {
    const eventId = await givenEvent(test, gym.owner, { name: 'Open day' });
    const productId = await givenProduct(test, gym.owner, eventId);
    const [ticket] = (await givenOrder(test, gym.customer, eventId, productId)).tickets;
    const friend = gym.someone('CUSTOMER');
    const toMemberId = await givenKnown(test, gym, friend);
    await act(test, gym.customer, TRANSFER, { ticketId: ticket?.id, toMemberId });
    expect(await kindsTo(test, gym.customer)).toEqual(['ORDER_PAID', 'TICKET_HANDED_ON']);
    expect(await toldTo(test, friend)).toMatchObject([
      { kind: 'TICKET_RECEIVED', subject: 'Billetten din: Open day' },
    ]);
  });

  it('everybody with an order is told once that the event does not take place', async () => {
    const eventId = await givenEvent(test, gym.owner);
    const productId = await givenProduct(test, gym.owner, eventId);
    await givenOrder(test, gym.customer, eventId, productId);
    await givenOrder(test, gym.customer, eventId, productId);
    const canceled = gym.someone('CUSTOMER');
    const { id: orderId } = await givenOrder(test, canceled, eventId, productId);
    await act(test, canceled, CANCEL_ORDER, { orderId });
    await act(test, gym.owner, CANCEL_EVENT, { eventId });
    const kinds = await kindsTo(test, gym.customer);
    expect(kinds.filter((kind) => kind === 'EVENT_CANCELED')).toHaveLength(1);
    expect(await kindsTo(test, canceled)).toEqual(['ORDER_PAID', 'ORDER_CANCELED']);
  });
});
