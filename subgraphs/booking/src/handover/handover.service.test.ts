import { createPublicKey } from 'node:crypto';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { givenKnown, idOf } from '../../test/customer-scene.ts';
import { rowsOf } from '../../test/series-scene.ts';
import {
  anyKey,
  CANCEL_ORDER,
  codeOf,
  EARLY,
  ENDS_AT,
  givenEvent,
  givenOrder,
  givenProduct,
  givenTicket,
  newVenue,
  REISSUE,
  STARTS_AT,
  startTicketing,
  TICKET,
  TRANSFER,
  tallyOf,
  ticketPublicKey,
} from '../../test/ticket-scene.ts';
import { readTicketToken } from '../ticket-code/ticket-token.policy.ts';

const HANDOVER = 'id status expiresAt event { name } product { name }';
const OPEN = `mutation ($input: OpenTicketHandoverInput!) {
  openTicketHandover(input: $input) { handover { ${HANDOVER} } path } }`;
const WITHDRAW = `mutation ($input: WithdrawTicketHandoverInput!) {
  withdrawTicketHandover(input: $input) { handover { id status } } }`;
const CLAIM = `mutation ($input: ClaimTicketInput!) { claimTicket(input: $input) { ticket { id version qr holder { id } } } }`;
const LOOK = `query ($secret: String!) { ticketHandover(secret: $secret) { ${HANDOVER} } }`;
const OWN = `query ($id: ID!) { ticket(id: $id) { version qr handover { id status } } }`;
const DAY_MS = 86_400_000;

const key = createPublicKey(ticketPublicKey);
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

interface Opened {
  readonly openTicketHandover: { handover: { id: string; status: string }; path: string | null };
}

const of = (input: object) => ({ input: { idempotencyKey: anyKey(), ...input } });
const secretIn = (path: string | null) => path?.split('#')[1] ?? '';

async function open(venue: TestTenant, ticketId: string, caller = venue.customer) {
  const { openTicketHandover } = await ask<Opened>(test.subgraph, caller, OPEN, of({ ticketId }));
  const { handover, path } = openTicketHandover;
  return { handoverId: handover.id, path, secret: secretIn(path) };
}

/** A ticket of the venue's customer, which a friend may claim by a link. */
async function givenOpen() {
  const venue = newVenue();
  const given = await givenTicket(test, venue);
  const friend = venue.someone('CUSTOMER');
  return { ...given, venue, friend, ...(await open(venue, given.ticket.id)) };
}

const statusOf = async (venue: TestTenant, secret: string) =>
  (await ask<{ ticketHandover: { status: string } }>(test.subgraph, venue.anonymous, LOOK, { secret }))
    .ticketHandover.status;

const versionOf = async (venue: TestTenant, id: string) =>
  (await ask<{ ticket: { version: number } }>(test.subgraph, venue.owner, TICKET, { id })).ticket.version;

describe('giving a ticket away by a link', () => {
  it('shows the link once, keeps no more of it than a hash, and leaves the ticket with its holder', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const call = of({ ticketId: ticket.id });
    const first = await ask<Opened>(test.subgraph, venue.customer, OPEN, call);
    const { path, handover } = first.openTicketHandover;
    expect(path).toMatch(/^\/tickets\/claim#[\w-]{43}$/);
    expect(handover).toMatchObject({
      status: 'OPEN',
      expiresAt: new Date(ENDS_AT),
      event: { name: 'Open day' },
      product: { name: 'Adult' },
    });
    const again = await ask<Opened>(test.subgraph, venue.customer, OPEN, call);
    expect(again.openTicketHandover).toEqual({ handover, path: null });
    const [row] = await rowsOf(test, venue.owner, 'select * from booking.ticket_handover');
    expect(JSON.stringify(row)).not.toContain(secretIn(path));
    const own = await ask<{ ticket: { qr: string } }>(test.subgraph, venue.customer, OWN, { id: ticket.id });
    expect(own).toMatchObject({ ticket: { version: 1, handover: { id: handover.id, status: 'OPEN' } } });
    expect(own.ticket.qr).toBe(ticket.qr);
  });

  it('shows whoever has the link what it gives, signed in or not, and nothing to another tenant', async () => {
    const { venue, secret } = await givenOpen();
    const look = (caller = venue.anonymous, text = secret) =>
      test.subgraph.execute({ query: LOOK, variables: { secret: text }, caller });
    expect((await look()).data).toMatchObject({ ticketHandover: { status: 'OPEN' } });
    const foreign = JSON.stringify((await look(newVenue().owner)).errors);
    expect(foreign).toContain('NOT_FOUND');
    expect(JSON.stringify((await look(venue.anonymous, 'A'.repeat(43))).errors)).toBe(foreign);
    expect(await codeOf(test, venue.anonymous, LOOK, { secret: '' })).toBe('INVALID');
    expect(await codeOf(test, venue.anonymous, LOOK, { secret: 'A'.repeat(201) })).toBe('INVALID');
  });

  it('is for the holder and the staff', async () => {
    const { venue, ticket, friend } = await givenOpen();
    const call = () => of({ ticketId: ticket.id });
    expect(await codeOf(test, friend, OPEN, call())).toBe('NOT_FOUND');
    expect(await codeOf(test, newVenue().owner, OPEN, call())).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.anonymous, OPEN, call())).toBe('UNAUTHENTICATED');
    await ask(test.subgraph, venue.trainer, OPEN, call());
    const buyer = `query ($id: ID!) { ticket(id: $id) { handover { id } } }`;
    const toMemberId = await givenKnown(test, venue, friend);
    await ask(test.subgraph, venue.customer, TRANSFER, of({ ticketId: ticket.id, toMemberId }));
    expect(await codeOf(test, venue.customer, buyer, { id: ticket.id })).toBe('FORBIDDEN');
  });

  it('withdraws the earlier link of the ticket', async () => {
    const { venue, ticket, friend, secret } = await givenOpen();
    const second = await open(venue, ticket.id);
    expect([await statusOf(venue, secret), await statusOf(venue, second.secret)]).toEqual([
      'WITHDRAWN',
      'OPEN',
    ]);
    expect(await codeOf(test, friend, CLAIM, of({ secret }))).toBe('HANDOVER_ENDED');
    await ask(test.subgraph, friend, CLAIM, of({ secret: second.secret }));
  });

  it('is refused for what was canceled, and once the event is over', async () => {
    const venue = newVenue();
    const { ticket, orderId } = await givenTicket(test, venue);
    test.clock.moveTo(ENDS_AT);
    expect(await codeOf(test, venue.customer, OPEN, of({ ticketId: ticket.id }))).toBe('EVENT_ENDED');
    test.clock.moveTo(EARLY);
    await ask(test.subgraph, venue.customer, CANCEL_ORDER, of({ orderId }));
    expect(await codeOf(test, venue.customer, OPEN, of({ ticketId: ticket.id }))).toBe('TICKET_REVOKED');
  });

  it('is asked for with the same number of statements as twenty are', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId, { maxPerOrder: 20 });
    const { tickets } = await givenOrder(test, venue.customer, eventId, productId, 20);
    for (const { id } of tickets.slice(0, 3)) await open(venue, id);
    const query = `query ($first: Int!) { myTickets(first: $first) { edges { node { handover { status event { name } } } } } }`;
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, venue.customer, query, { first });
      return test.statements.length;
    };
    expect(await counted(20)).toBe(await counted(1));
  });
});

describe('claiming a ticket', () => {
  it('makes its claimer the holder, with a code of its own; the old one is good for nothing', async () => {
    const { venue, ticket, friend, secret } = await givenOpen();
    const call = of({ secret });
    const answer = await ask<{ claimTicket: { ticket: { qr: string } } }>(test.subgraph, friend, CLAIM, call);
    expect(answer).toMatchObject({
      claimTicket: { ticket: { id: ticket.id, version: 2, holder: { id: idOf(friend) } } },
    });
    expect(readTicketToken(answer.claimTicket.ticket.qr, key)).toMatchObject({ tkt: ticket.id, ver: 2 });
    expect(await ask(test.subgraph, friend, CLAIM, call)).toEqual(answer);
    expect(await codeOf(test, venue.customer, TICKET, { id: ticket.id })).toBe('FORBIDDEN');
    expect(await ask(test.subgraph, friend, OWN, { id: ticket.id })).toMatchObject({
      ticket: { handover: null },
    });
    expect(await statusOf(venue, secret)).toBe('CLAIMED');
  });

  it('is done by one of many who have the link', async () => {
    const { venue, ticket, secret } = await givenOpen();
    const calls = Array.from({ length: 10 }, () => ({
      caller: venue.someone('CUSTOMER'),
      query: CLAIM,
      variables: of({ secret }),
    }));
    expect(await tallyOf(test, calls)).toEqual({ ok: 1, HANDOVER_ENDED: 9 });
    expect(await versionOf(venue, ticket.id)).toBe(2);
  });

  it.each([
    [ENDS_AT, STARTS_AT, 'ok'],
    ['2026-12-24T23:00:00.000Z', '2026-11-30T08:59:59.999Z', 'ok'],
    ['2026-12-24T23:00:00.000Z', '2026-11-30T09:00:00.000Z', 'HANDOVER_ENDED'],
  ])('of an event until %s is at %s: %s', async (endsAt, now, outcome) => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner, { endsAt });
    const productId = await givenProduct(test, venue.owner, eventId);
    const [ticket] = (await givenOrder(test, venue.customer, eventId, productId)).tickets;
    const { secret } = await open(venue, ticket?.id ?? '');
    expect(Date.parse(now) - Date.parse(EARLY)).toBeLessThanOrEqual(7 * DAY_MS);
    test.clock.moveTo(now);
    const variables = of({ secret });
    const call = { caller: venue.someone('CUSTOMER'), query: CLAIM, variables };
    expect(await tallyOf(test, [call])).toEqual({ [outcome]: 1 });
    expect(await statusOf(venue, secret)).toBe(outcome === 'ok' ? 'CLAIMED' : 'EXPIRED');
  });

  it('is refused to its holder, to strangers, to another tenant, and without a link', async () => {
    const { venue, ticket, secret } = await givenOpen();
    expect(await codeOf(test, venue.customer, CLAIM, of({ secret }))).toBe('INVALID');
    expect(await codeOf(test, venue.anonymous, CLAIM, of({ secret }))).toBe('UNAUTHENTICATED');
    expect(await codeOf(test, newVenue().customer, CLAIM, of({ secret }))).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.someone('CUSTOMER'), CLAIM, of({ secret: 'guess' }))).toBe('NOT_FOUND');
    expect(await versionOf(venue, ticket.id)).toBe(1);
    expect(await statusOf(venue, secret)).toBe('OPEN');
  });

  it('is refused once the ticket was made out anew or handed on another way', async () => {
    for (const query of [REISSUE, TRANSFER]) {
      const { venue, ticket, friend, secret } = await givenOpen();
      const toMemberId = await givenKnown(test, venue, venue.someone('CUSTOMER'));
      const input = query === TRANSFER ? { ticketId: ticket.id, toMemberId } : { ticketId: ticket.id };
      await ask(test.subgraph, venue.customer, query, of(input));
      expect(await statusOf(venue, secret)).toBe('WITHDRAWN');
      expect(await codeOf(test, friend, CLAIM, of({ secret }))).toBe('HANDOVER_ENDED');
      expect(await versionOf(venue, ticket.id)).toBe(2);
    }
  });

  it('is refused once the order was canceled, or the event is over', async () => {
    const { venue, friend, orderId, secret } = await givenOpen();
    test.clock.moveTo(ENDS_AT);
    expect(await codeOf(test, friend, CLAIM, of({ secret }))).toBe('EVENT_ENDED');
    test.clock.moveTo(EARLY);
    await ask(test.subgraph, venue.customer, CANCEL_ORDER, of({ orderId }));
    expect(await codeOf(test, friend, CLAIM, of({ secret }))).toBe('TICKET_REVOKED');
  });
});

describe('taking a handover back', () => {
  it('makes its link good for nothing, once', async () => {
    const { venue, ticket, friend, handoverId, secret } = await givenOpen();
    const call = of({ handoverId });
    const answer = await ask(test.subgraph, venue.customer, WITHDRAW, call);
    expect(answer).toEqual({ withdrawTicketHandover: { handover: { id: handoverId, status: 'WITHDRAWN' } } });
    expect(await ask(test.subgraph, venue.customer, WITHDRAW, call)).toEqual(answer);
    expect(await codeOf(test, venue.customer, WITHDRAW, of({ handoverId }))).toBe('HANDOVER_ENDED');
    expect(await codeOf(test, friend, CLAIM, of({ secret }))).toBe('HANDOVER_ENDED');
    expect(await versionOf(venue, ticket.id)).toBe(1);
  });

  it('is for who gave the ticket away, who holds it, and the staff', async () => {
    const { venue, ticket, friend, handoverId } = await givenOpen();
    expect(await codeOf(test, friend, WITHDRAW, of({ handoverId }))).toBe('NOT_FOUND');
    expect(await codeOf(test, newVenue().owner, WITHDRAW, of({ handoverId }))).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.customer, WITHDRAW, of({ handoverId: newId('hnd') }))).toBe('NOT_FOUND');
    const byStaff = await open(venue, ticket.id, venue.trainer);
    await ask(test.subgraph, venue.customer, WITHDRAW, of({ handoverId: byStaff.handoverId }));
    const byHolder = await open(venue, ticket.id);
    await ask(test.subgraph, venue.trainer, WITHDRAW, of({ handoverId: byHolder.handoverId }));
  });

  it('and claiming at once leave one of both', async () => {
    const { venue, ticket, friend, handoverId, secret } = await givenOpen();
    const tally = await tallyOf(test, [
      { caller: friend, query: CLAIM, variables: of({ secret }) },
      { caller: venue.customer, query: WITHDRAW, variables: of({ handoverId }) },
    ]);
    expect(tally).toEqual({ ok: 1, HANDOVER_ENDED: 1 });
    const isClaimed = (await versionOf(venue, ticket.id)) === 2;
    expect(await statusOf(venue, secret)).toBe(isClaimed ? 'CLAIMED' : 'WITHDRAWN');
  });
});
