import { inTransaction } from '@freehold/kernel/database/transaction';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  APPROVE,
  CALL_OFF,
  DECLINE,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  MOVE,
  many,
} from '../../test/booking-scene.ts';
import {
  EVERY_WAY,
  givenCrowd,
  givenReachable,
  givenToldGym,
  kindsTo,
  startWith,
  toldAbout,
  toldTo,
} from '../../test/notification-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, CANCEL } from '../../test/scene.ts';
import { ACCEPT, act, givenFull, join, newestOf, waitlistRules } from '../../test/waitlist-scene.ts';

// Days go by in these tests, and whatever is due in them is done.
vi.setConfig({ testTimeout: 60_000 });

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startWith(EVERY_WAY);
  gym = await givenToldGym(test);
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

async function givenClass(facts: object = {}, startsAt?: string) {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', ...facts });
  return { offeringId, sessionId: await givenSessionOf(test, gym.owner, offeringId, startsAt) };
}

async function givenBooked(facts: object = {}) {
  const { offeringId, sessionId } = await givenClass(facts);
  const customer = gym.someone('CUSTOMER');
  return { offeringId, sessionId, customer, bookingId: await givenBooking(test, customer, sessionId) };
}

describe('a customer', () => {
  it('who books is told so once, in the language of the tenant until another is chosen', async () => {
    const { customer } = await givenBooked();
    expect(await toldTo(test, customer)).toEqual([
      {
        id: expect.stringMatching(/^ntf_/),
        kind: 'BOOKED',
        channel: 'EMAIL',
        status: 'QUEUED',
        subject: 'Booket: Yoga, tirsdag 24. november 2026 kl. 18:00',
        body: 'Bookingen din er bekreftet.\nYoga\ntirsdag 24. november 2026 kl. 18:00',
        createdAt: new Date('2026-11-23T09:00:00Z'),
        sentAt: null,
      },
    ]);
  });

  it('is told in the language of the own choice', async () => {
    const { sessionId } = await givenClass();
    const customer = gym.someone('CUSTOMER');
    await givenReachable(test, gym, customer, { locale: 'pl-PL' });
    await givenBooking(test, customer, sessionId);
    expect(await toldTo(test, customer)).toMatchObject([
      { subject: 'Rezerwacja: Yoga, wtorek, 24 listopada 2026 18:00' },
    ]);
  });

  it('is told nothing when a booking is refused', async () => {
    const { sessionId } = await givenClass({ capacity: 1 });
    await givenBooking(test, gym.someone('CUSTOMER'), sessionId);
    const late = gym.someone('CUSTOMER');
    await expect(givenBooking(test, late, sessionId)).rejects.toThrow('SLOT_TAKEN');
    expect(await kindsTo(test, late)).toEqual([]);
  });

  it('is told of a request, and then of what became of it', async () => {
    const first = await givenBooked({ needsApproval: true });
    const second = await givenBooked({ needsApproval: true });
    await act(test, gym.trainer, APPROVE, { bookingId: first.bookingId });
    await act(test, gym.trainer, DECLINE, { bookingId: second.bookingId });
    expect(await kindsTo(test, first.customer)).toEqual(['REQUESTED', 'APPROVED']);
    expect(await kindsTo(test, second.customer)).toEqual(['REQUESTED', 'DECLINED']);
  });

  it('is told who canceled, and what is refunded', async () => {
    const [own, theirs] = [await givenBooked(), await givenBooked()];
    await act(test, own.customer, CANCEL, { bookingId: own.bookingId });
    await act(test, gym.trainer, CANCEL, { bookingId: theirs.bookingId });
    expect(await kindsTo(test, own.customer)).toEqual(['BOOKED', 'CANCELED']);
    expect(await kindsTo(test, theirs.customer)).toEqual(['BOOKED', 'CANCELED_BY_STAFF']);
    const [, canceled] = await toldTo(test, own.customer);
    expect(canceled?.body?.replaceAll(/\s/g, ' ')).toContain('Refusjon: 150,00 kr');
  });

  it('is told the new time and the old one of a booking that was moved', async () => {
    const { offeringId, customer, bookingId } = await givenBooked();
    const sessionId = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    await act(test, customer, MOVE, { bookingId, sessionId });
    const [, moved, ...more] = await toldTo(test, customer);
    expect(more).toEqual([]);
    expect(moved).toMatchObject({ kind: 'RESCHEDULED', subject: expect.stringContaining('25. november') });
    expect(moved?.body).toContain('Tidligere: tirsdag 24. november 2026 kl. 18:00');
  });

  it('who waited is told of the seat, and not of the booking, too', async () => {
    const full = await givenFull(test, { gym });
    const waiting = gym.someone('CUSTOMER');
    await join(test, waiting, full.sessionId);
    await act(test, full.holders[0]?.caller ?? gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    expect(await kindsTo(test, waiting)).toEqual(['PROMOTED']);
  });

  it('who is offered a seat is told until when, and of the booking when it is accepted', async () => {
    const own = await givenToldGym(test);
    const full = await givenFull(test, { gym: own, rules: waitlistRules({ mode: 'OFFER', offerHours: 3 }) });
    const waiting = own.someone('CUSTOMER');
    const entryId = await join(test, waiting, full.sessionId);
    await act(test, full.holders[0]?.caller ?? own.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    const [offered] = await toldTo(test, waiting);
    expect(offered).toMatchObject({ kind: 'OFFERED', subject: expect.stringContaining('kl. 13:00') });
    expect((await newestOf(test, waiting)).id).toBe(entryId);
    await act(test, waiting, ACCEPT, { entryId });
    expect(await kindsTo(test, waiting)).toEqual(['OFFERED', 'PROMOTED']);
  });

  it('who did not come is told what it costs', async () => {
    const own = await givenToldGym(test);
    await setRules(test, own.owner, {
      noShow: { consequence: 'FEE', feeMinor: 5_000, graceHours: 1 },
    });
    const offeringId = await givenOfferingOf(test, own.owner, { kind: 'CLASS', name: 'Yoga' });
    const sessionId = await givenSessionOf(test, own.owner, offeringId);
    await givenBooking(test, own.customer, sessionId);
    test.clock.moveTo('2026-11-24T20:00:00Z');
    const next = await givenSessionOf(test, own.owner, offeringId, '2026-11-26T17:00:00Z');
    await givenBooking(test, own.customer, next);
    const missed = (await toldTo(test, own.customer)).find(({ kind }) => kind === 'NO_SHOW');
    expect(missed?.body?.replaceAll(/\s/g, ' ')).toContain('gebyr på 50,00 kr');
  });
});

describe('a session that is called off', () => {
  it('is told to two hundred with as many statements as to two, each once', async () => {
    const own = await givenToldGym(test);
    const statementsFor = async (count: number) => {
      const offeringId = await givenOfferingOf(test, own.owner, {
        kind: 'CLASS',
        name: 'Yoga',
        capacity: 200,
      });
      const sessionId = await givenSessionOf(test, own.owner, offeringId);
      const customers = await givenCrowd(test, own, sessionId, count);
      test.statements.splice(0);
      await act(test, own.owner, CALL_OFF, { sessionId });
      const statements = test.statements.filter((sql) => !sql.includes('"outbox"')).length;
      return { statements, customers };
    };
    const [few, numerous] = [await statementsFor(2), await statementsFor(200)];
    for (const customer of [numerous.customers[0], numerous.customers[199]])
      expect(await kindsTo(test, customer ?? own.owner)).toEqual(['SESSION_CANCELED']);
    const [{ messages } = { messages: 0 }] = await inTransaction(
      test.subgraph.parts.orm,
      own.tenant.id,
      (em) => em.execute<{ messages: number }[]>('select count(*)::int as messages from notification'),
    );
    expect(messages).toBe(202);
    expect(numerous.statements).toBeLessThanOrEqual(few.statements + 2);
  });
});

describe('messages', () => {
  it('go by all ways that are wished, and by none that is not', async () => {
    const { sessionId } = await givenClass();
    const customer = gym.someone('CUSTOMER');
    const wish = { phone: '+4791234567', smsReminders: true, pushReminders: true, emailReminders: false };
    await givenReachable(test, gym, customer, wish);
    const REGISTER = `mutation ($input: RegisterPushDeviceInput!) { registerPushDevice(input: $input) { device { id } } }`;
    await act(test, customer, REGISTER, { token: `device-${anyKey()}` });
    await givenBooking(test, customer, sessionId);
    expect((await toldTo(test, customer)).map(({ channel }) => channel).sort()).toEqual(['PUSH', 'SMS']);
  });

  it('are not written where the plan grants no way for them', async () => {
    const own = await givenToldGym(test, { features: [] });
    const offeringId = await givenOfferingOf(test, own.owner, { kind: 'CLASS' });
    await givenBooking(test, own.customer, await givenSessionOf(test, own.owner, offeringId));
    expect(await kindsTo(test, own.customer)).toEqual([]);
  });

  it('of a booking are read by staff with one statement for many bookings', async () => {
    const [left, right] = [await givenBooked(), await givenBooked()];
    test.statements.splice(0);
    const told = await toldAbout(test, gym.trainer, left.bookingId, right.bookingId);
    expect(told).toEqual([
      [{ kind: 'BOOKED', channel: 'EMAIL', status: 'QUEUED', reason: null, attempts: 0 }],
      [{ kind: 'BOOKED', channel: 'EMAIL', status: 'QUEUED', reason: null, attempts: 0 }],
    ]);
    expect(test.statements.filter((sql) => sql.includes('"notification"'))).toHaveLength(1);
  });

  it('are nobody else’s, and how hard they were to send is for staff', async () => {
    const { customer, bookingId } = await givenBooked();
    expect(await kindsTo(test, gym.someone('CUSTOMER'))).toEqual([]);
    const about =
      'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Booking { notifications { kind } } } }';
    const ids = [{ __typename: 'Booking', id: bookingId }];
    expect((await refusalOf(test.subgraph, customer, about, { ids })).code).toBe('FORBIDDEN');
    const attempts = '{ myNotifications(first: 1) { edges { node { attempts } } } }';
    expect((await refusalOf(test.subgraph, customer, attempts)).code).toBe('FORBIDDEN');
    const mine = '{ myNotifications(first: 1) { edges { node { id } } } }';
    expect((await refusalOf(test.subgraph, gym.anonymous, mine)).code).toBe('UNAUTHENTICATED');
    const elsewhere = await givenToldGym(test);
    const seen = await ask<{ _entities: unknown[] }>(test.subgraph, elsewhere.owner, about, { ids });
    expect(seen._entities).toEqual([null]);
  });
});

describe('SMS', () => {
  const withPhone = { phone: '+4791234567', smsReminders: true, emailReminders: false };

  it('take a unit each, and beyond the limit are kept with the reason and not sent', async () => {
    const own = await givenToldGym(test, { limits: { classes: null, bookings: null, sms: 1 } });
    const offeringId = await givenOfferingOf(test, own.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, own.owner, offeringId);
    const customers = many(2, () => own.someone('CUSTOMER'));
    const bookings: string[] = [];
    for (const customer of customers) {
      await givenReachable(test, own, customer, withPhone);
      bookings.push(await givenBooking(test, customer, sessionId));
    }
    expect(await toldAbout(test, own.owner, ...bookings)).toMatchObject([
      [{ channel: 'SMS', status: 'QUEUED', reason: null }],
      [{ channel: 'SMS', status: 'SUPPRESSED', reason: 'The plan allows 1 sms, and 1 are used.' }],
    ]);
  });

  it('to many at once go to as many as there are units for', async () => {
    const own = await givenToldGym(test, { limits: { classes: null, bookings: null, sms: 5 } });
    const offeringId = await givenOfferingOf(test, own.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, own.owner, offeringId);
    const customers = many(3, () => own.someone('CUSTOMER'));
    for (const customer of customers) {
      await givenReachable(test, own, customer, withPhone);
      await givenBooking(test, customer, sessionId);
    }
    await act(test, own.owner, CALL_OFF, { sessionId });
    const statuses = (await Promise.all(customers.map((customer) => toldTo(test, customer)))).flat();
    const called = statuses.filter(({ kind }) => kind === 'SESSION_CANCELED').map(({ status }) => status);
    expect(called.sort()).toEqual(['QUEUED', 'QUEUED', 'SUPPRESSED']);
  });
});
