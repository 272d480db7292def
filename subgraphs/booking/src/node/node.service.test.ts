import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenLocation,
  givenOfferingOf,
  givenPool,
  givenRoom,
} from '../../test/booking-scene.ts';
import { givenKnown } from '../../test/customer-scene.ts';
import { BOOK, givenSession } from '../../test/scene.ts';
import {
  anyKey,
  codeOf,
  givenEvent,
  givenList,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  startTicketing,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const nodeOf = async (caller: Caller, id: string) =>
  (await ask<{ node: unknown }>(test.subgraph, caller, NODE, { id })).node;

const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });

/** A venue with a thing of many kinds; each with its type. */
async function givenThings() {
  const venue = newVenue();
  const { owner, customer } = venue;
  const sessionId = await givenSession(test.subgraph, owner);
  const { bookSession } = await ask<{ bookSession: { booking: { id: string } } }>(
    test.subgraph,
    customer,
    BOOK,
    keyed({ sessionId }),
  );
  const eventId = await givenEvent(test, owner);
  const productId = await givenProduct(test, owner, eventId);
  const order = await givenOrder(test, customer, eventId, productId);
  const things: [string, string][] = [
    ['Member', await givenKnown(test, venue, customer)],
    ['Tenant', venue.tenant.id],
    ['Location', await givenLocation(test, owner)],
    ['Resource', await givenRoom(test, owner)],
    ['ResourcePool', await givenPool(test, owner, 1)],
    ['Offering', await givenOfferingOf(test, owner)],
    ['Session', sessionId],
    ['Booking', bookSession.booking.id],
    ['Event', eventId],
    ['Quota', await givenQuota(test, owner, eventId, 5)],
    ['TicketProduct', productId],
    ['Order', order.id],
    ['Ticket', order.tickets[0]?.id ?? ''],
    ['CheckInList', await givenList(test, owner, eventId)],
  ];
  return { venue, things };
}

describe('a node', () => {
  it('is what has the id, of whatever kind, and nothing to another tenant', async () => {
    const { venue, things } = await givenThings();
    const other = newVenue();
    for (const [type, id] of things) {
      expect(await nodeOf(venue.owner, id)).toEqual({ __typename: type, id });
      expect([type, await nodeOf(other.owner, id)]).toEqual([type, null]);
    }
  });

  it('has the fields of its kind', async () => {
    const { venue, things } = await givenThings();
    const booking = things.find(([type]) => type === 'Booking')?.[1];
    const query = `query ($id: ID!) { node(id: $id) { id ... on Booking { status session { seatsLeft } } ... on Event { name } } }`;
    expect(await ask(test.subgraph, venue.customer, query, { id: booking })).toEqual({
      node: { id: booking, status: 'CONFIRMED', session: { seatsLeft: 9 } },
    });
  });

  it('is nothing for an id that nobody has, and for text that is none', async () => {
    const { owner } = newVenue();
    const none = ['bkg', 'ssn', 'mbr', 'tnt', 'tkt', 'occ', 'xyz'].map((prefix) => newId(prefix));
    for (const id of [
      ...none,
      '',
      'bkg_',
      'bkg',
      'constructor',
      '__proto__',
      'bkg_\0',
      newId('bkg').toUpperCase(),
    ])
      expect([id, await nodeOf(owner, id)]).toEqual([id, null]);
  });

  it('is read by whom the rules of its fields let', async () => {
    const { venue, things } = await givenThings();
    const idOfType = (type: string) => ({ id: things.find(([name]) => name === type)?.[1] });
    for (const type of ['Booking', 'Order', 'Ticket']) {
      expect([type, await codeOf(test, venue.someone('CUSTOMER'), NODE, idOfType(type))]).toEqual([
        type,
        'FORBIDDEN',
      ]);
      expect([type, await codeOf(test, venue.anonymous, NODE, idOfType(type))]).toEqual([
        type,
        'UNAUTHENTICATED',
      ]);
    }
    expect(await nodeOf(venue.anonymous, idOfType('Event').id ?? '')).toMatchObject({ __typename: 'Event' });
  });

  it('is no session that a booking made, but for staff', async () => {
    const venue = newVenue();
    const offeringId = await givenOfferingOf(test, venue.owner, { kind: 'PERSONAL' });
    const { bookInterval } = await ask<{ bookInterval: { booking: { session: { id: string } } } }>(
      test.subgraph,
      venue.customer,
      BOOK_INTERVAL,
      keyed({ offeringId, startsAt: '2026-11-25T09:00:00Z' }),
    );
    const { id } = bookInterval.booking.session;
    expect(await nodeOf(venue.trainer, id)).toEqual({ __typename: 'Session', id });
    expect(await nodeOf(venue.anonymous, id)).toBeNull();
  });
});
