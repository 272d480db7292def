import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE, givenOfferingOf, givenPool, givenRoom, MOVE, newGym } from '../../test/booking-scene.ts';
import { BOOK_APPOINTMENT, givenAppointmentOffering, STARTS_AT } from '../../test/kinds-scene.ts';
import { anyKey, CANCEL, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const EARLY = '2026-11-23T09:00:00Z';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
beforeEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

const contact = { name: 'Jan Kowalski', email: 'jan@kowalski.test', phone: '+48601234567' };
const LIST = `query ($from: DateTime!, $to: DateTime!, $status: AppointmentStatus, $first: Int, $after: String) {
  appointments(from: $from, to: $to, status: $status, first: $first, after: $after) {
    edges { node { id status contact { name email phone } booking { session { startsAt } } } cursor } pageInfo { hasNextPage } } }`;
const OF_CONVERSATION = `query ($id: ID!) { appointmentsOfConversation(conversationId: $id, first: 10) {
  edges { node { id conversationId booking { id } } } } }`;
const MINE = `{ myBookings(first: 10) { edges { node { id status appointment { id source status } } } } }`;
const CONTACT = `{ myBookings(first: 1) { edges { node { appointment { contact { name } } } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z', first: 10 };

interface Made {
  readonly bookAppointment: {
    readonly appointment: { readonly id: string; readonly booking: { readonly id: string } };
  };
}
interface Listed {
  readonly appointments: {
    readonly edges: readonly { readonly node: { id: string; status: string }; readonly cursor: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const wanted = (offeringId: string, changes: object = {}) => ({
  input: {
    offeringId,
    startsAt: STARTS_AT,
    contact,
    source: 'CHATBOT',
    conversationId: 'conv-1',
    idempotencyKey: anyKey(),
    ...changes,
  },
});

async function givenAppointment(caller: Caller, offeringId: string, changes: object = {}) {
  const made = await ask<Made>(test.subgraph, caller, BOOK_APPOINTMENT, wanted(offeringId, changes));
  return made.bookAppointment.appointment;
}

async function listed(caller: Caller, question: object = {}): Promise<string[]> {
  const { appointments } = await ask<Listed>(test.subgraph, caller, LIST, { ...week, ...question });
  return appointments.edges.map(({ node }) => node.id);
}

describe('an appointment', () => {
  it('is booked by the chatbot for somebody who is no member, and is found from its conversation and back', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const input = wanted(offeringId);
    const made = await ask<Made>(test.subgraph, clinic.trainer, BOOK_APPOINTMENT, input);
    const { id, booking } = made.bookAppointment.appointment;
    const now = test.clock.now();
    expect(made).toMatchObject({
      bookAppointment: {
        appointment: { status: 'CONFIRMED', source: 'CHATBOT', createdAt: now, confirmedAt: now },
      },
    });
    expect(await ask(test.subgraph, clinic.trainer, BOOK_APPOINTMENT, input)).toEqual(made);
    expect(await ask(test.subgraph, clinic.trainer, OF_CONVERSATION, { id: 'conv-1' })).toEqual({
      appointmentsOfConversation: {
        edges: [{ node: { id, conversationId: 'conv-1', booking: { id: booking.id } } }],
      },
    });
    expect(await ask(test.subgraph, clinic.trainer, LIST, week)).toMatchObject({
      appointments: { edges: [{ node: { id, contact } }] },
    });
  });

  it('of which a conversation may have several, oldest first', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const later = { startsAt: '2026-11-26T17:00:00Z' };
    const first = await givenAppointment(clinic.trainer, offeringId, later);
    const second = await givenAppointment(clinic.trainer, offeringId);
    await givenAppointment(clinic.trainer, offeringId, {
      conversationId: 'conv-2',
      startsAt: '2026-11-27T17:00:00Z',
    });
    expect(await ask(test.subgraph, clinic.trainer, OF_CONVERSATION, { id: 'conv-1' })).toMatchObject({
      appointmentsOfConversation: { edges: [{ node: { id: first.id } }, { node: { id: second.id } }] },
    });
  });

  it('is confirmed when staff approves it, and says when', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner, { needsApproval: true });
    const { id, booking } = await givenAppointment(clinic.trainer, offeringId);
    const stands = `{ appointmentsOfConversation(conversationId: "conv-1", first: 1) { edges { node { id status confirmedAt } } } }`;
    const seen = (node: object) => ({ appointmentsOfConversation: { edges: [{ node: { id, ...node } }] } });
    expect(await ask(test.subgraph, clinic.trainer, stands)).toEqual(
      seen({ status: 'PENDING', confirmedAt: null }),
    );
    test.clock.moveTo('2026-11-23T11:00:00Z');
    const approve = { input: { bookingId: booking.id, idempotencyKey: anyKey() } };
    await ask(test.subgraph, clinic.trainer, APPROVE, approve);
    const confirmedAt = new Date('2026-11-23T11:00:00Z');
    expect(await ask(test.subgraph, clinic.trainer, stands)).toEqual(
      seen({ status: 'CONFIRMED', confirmedAt }),
    );
  });

  it('goes with its booking when that is moved', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const { id, booking } = await givenAppointment(clinic.trainer, offeringId);
    const startsAt = '2026-11-28T10:00:00Z';
    await ask(test.subgraph, clinic.trainer, MOVE, {
      input: { bookingId: booking.id, startsAt, idempotencyKey: anyKey() },
    });
    expect(await listed(clinic.trainer, { to: '2026-11-25T00:00:00Z' })).toEqual([]);
    const { appointments } = await ask<Listed>(test.subgraph, clinic.trainer, LIST, week);
    expect(appointments.edges).toMatchObject([
      { node: { id, status: 'CONFIRMED', contact, booking: { session: { startsAt: new Date(startsAt) } } } },
    ]);
    expect(await ask(test.subgraph, clinic.trainer, MINE)).toMatchObject({
      myBookings: {
        edges: expect.arrayContaining([
          { node: { id: booking.id, status: 'RESCHEDULED', appointment: null } },
        ]),
      },
    });
  });

  it('is with the resource that was asked for, or is not made', async () => {
    const clinic = newGym();
    const poolId = await givenPool(test, clinic.owner, 1);
    const resourceId = await givenRoom(test, clinic.owner, { poolId });
    const elsewhere = await givenRoom(test, clinic.owner);
    const offeringId = await givenAppointmentOffering(test, clinic.owner, { poolId });
    const made = await givenAppointment(clinic.trainer, offeringId, { resourceId });
    expect(made).toMatchObject({ booking: { session: { resource: { id: resourceId } } } });
    const codeOf = async (changes: object) =>
      (await refusalOf(test.subgraph, clinic.trainer, BOOK_APPOINTMENT, wanted(offeringId, changes))).code;
    expect(await codeOf({ resourceId })).toBe('SLOT_TAKEN');
    expect(await codeOf({ resourceId: elsewhere })).toBe('NOT_FOUND');
    expect(await givenAppointment(clinic.trainer, offeringId)).toBeDefined();
  });

  it.each([
    ['nobody', { contact: { ...contact, name: ' ' } }, 'INVALID'],
    ['somebody who cannot be reached', { contact: { name: 'Jan' } }, 'INVALID'],
    ['an e-mail address that is none', { contact: { name: 'Jan', email: 'jan' } }, 'INVALID'],
    ['a phone number without its country', { contact: { name: 'Jan', phone: '601234567' } }, 'INVALID'],
    ['a conversation without a name', { conversationId: '' }, 'INVALID'],
    ['a conversation of more than 100 characters', { conversationId: 'c'.repeat(101) }, 'INVALID'],
    ['the past', { startsAt: '2026-11-23T08:00:00Z' }, 'INVALID'],
    ['an offering that never was', { offeringId: newId('off') }, 'NOT_FOUND'],
  ])('is not made for %s', async (_what, wrong, code) => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const refusal = await refusalOf(
      test.subgraph,
      clinic.trainer,
      BOOK_APPOINTMENT,
      wanted(offeringId, wrong),
    );
    expect(refusal.code).toBe(code);
    expect(await listed(clinic.trainer)).toEqual([]);
  });

  it('is booked over the web by members, who speak for no conversation and no other way', async () => {
    const [clinic, other] = [newGym(), newGym()];
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const room = await givenOfferingOf(test, clinic.owner);
    const codeOf = async (caller: Caller, changes: object, id = offeringId) =>
      (await refusalOf(test.subgraph, caller, BOOK_APPOINTMENT, wanted(id, changes))).code;
    const web = { source: 'WEB', conversationId: null };
    expect(await codeOf(clinic.customer, { source: 'WEB' })).toBe('FORBIDDEN');
    expect(await codeOf(clinic.customer, { conversationId: null })).toBe('FORBIDDEN');
    expect(await codeOf(clinic.anonymous, web)).toBe('UNAUTHENTICATED');
    expect(await codeOf(other.customer, web)).toBe('NOT_FOUND');
    expect(await codeOf(clinic.customer, web, room)).toBe('WRONG_KIND');
    expect(await givenAppointment(clinic.customer, offeringId, web)).toBeDefined();
  });
});

describe('whom an appointment is for', () => {
  it('is for staff of the tenant alone', async () => {
    const [clinic, other] = [newGym(), newGym()];
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const web = { source: 'WEB', conversationId: null };
    await givenAppointment(clinic.customer, offeringId, web);
    expect(await ask(test.subgraph, clinic.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { appointment: { source: 'WEB', status: 'CONFIRMED' } } }] },
    });
    expect((await refusalOf(test.subgraph, clinic.customer, CONTACT)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, clinic.customer, LIST, { ...week })).code).toBe('FORBIDDEN');
    const foreign = await refusalOf(test.subgraph, clinic.customer, OF_CONVERSATION, { id: 'conv-1' });
    expect(foreign.code).toBe('FORBIDDEN');
    expect(await listed(other.owner)).toEqual([]);
    expect(await ask(test.subgraph, other.owner, OF_CONVERSATION, { id: 'conv-1' })).toEqual({
      appointmentsOfConversation: { edges: [] },
    });
  });
});

describe('the list of appointments', () => {
  it('is narrowed to where they stand, and paged in the order in which they begin', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    const at = (day: number) => ({ startsAt: `2026-11-${day}T17:00:00Z` });
    const thursday = await givenAppointment(clinic.trainer, offeringId, at(26));
    const tuesday = await givenAppointment(clinic.trainer, offeringId, at(24));
    const friday = await givenAppointment(clinic.trainer, offeringId, at(27));
    const cancel = { input: { bookingId: tuesday.booking.id, idempotencyKey: anyKey() } };
    await ask(test.subgraph, clinic.trainer, CANCEL, cancel);
    expect(await listed(clinic.trainer)).toEqual([tuesday.id, thursday.id, friday.id]);
    expect(await listed(clinic.trainer, { status: 'CONFIRMED' })).toEqual([thursday.id, friday.id]);
    expect(await listed(clinic.trainer, { status: 'CANCELED' })).toEqual([tuesday.id]);
    const first = await ask<Listed>(test.subgraph, clinic.trainer, LIST, { ...week, first: 1 });
    const after = first.appointments.edges[0]?.cursor;
    expect(first.appointments.pageInfo.hasNextPage).toBe(true);
    expect(await listed(clinic.trainer, { after })).toEqual([thursday.id, friday.id]);
  });

  it.each([
    ['backwards', { from: week.to, to: week.from }],
    ['over more than 400 days', { to: '2028-01-01T00:00:00Z' }],
  ])('is not given %s', async (_what, range) => {
    const clinic = newGym();
    const refusal = await refusalOf(test.subgraph, clinic.trainer, LIST, { ...week, ...range });
    expect(refusal.code).toBe('INVALID');
  });

  it('is found with as many statements for one as for three', async () => {
    const clinic = newGym();
    const offeringId = await givenAppointmentOffering(test, clinic.owner);
    for (const day of [24, 25, 26])
      await givenAppointment(clinic.trainer, offeringId, { startsAt: `2026-11-${day}T17:00:00Z` });
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, clinic.trainer, LIST, { ...week, first });
      return test.statements.length;
    };
    // begin, set_config, appointments, bookings, sessions, rollback
    expect([await counted(1), await counted(3)]).toEqual([6, 6]);
  });
});
