import { createPublicKey } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { toDataURL } from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenKnown } from '../../test/customer-scene.ts';
import {
  anyKey,
  CANCEL_EVENT,
  CANCEL_ORDER,
  codeOf,
  EARLY,
  ENDS_AT,
  givenEvent,
  givenOrder,
  givenProduct,
  givenTicket,
  newVenue,
  PAY,
  REISSUE,
  STARTS_AT,
  startTicketing,
  TICKET,
  TRANSFER,
  ticketPublicKey,
} from '../../test/ticket-scene.ts';
import { readTicketToken } from '../ticket-code/ticket-token.policy.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const key = createPublicKey(ticketPublicKey);
const reissue = (ticketId: string) => ({ input: { ticketId, idempotencyKey: anyKey() } });
const transfer = (ticketId: string, toMemberId: string | undefined) => ({
  input: { ticketId, toMemberId, idempotencyKey: anyKey() },
});
const MINE = `{ myTickets(first: 10) { edges { node { id qr } } } }`;

/** The pages of a PDF, and the letters for which its fonts have glyphs: those that are on paper. */
function readPdf(base64: string): { pages: number; letters: ReadonlySet<string> } {
  const file = Buffer.from(base64, 'base64').toString('latin1');
  const streams = [...file.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, body]) => {
    try {
      return [inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1')];
    } catch {
      return [];
    }
  });
  const maps = streams.filter((text) => text.includes('begincmap'));
  const codes = maps.flatMap((map) => [...map.matchAll(/<([0-9a-f]{4})>/gi)].map(([, code]) => code ?? ''));
  const letters = new Set(codes.map((code) => String.fromCodePoint(Number.parseInt(code, 16))));
  return { pages: [...file.matchAll(/\/Type \/Page\n/g)].length, letters };
}

describe('a ticket', () => {
  it('has a signed code with the event, the version and the times of the gates', async () => {
    const { eventId, productId, ticket } = await givenTicket(test, newVenue());
    const seconds = (instant: string) => Date.parse(instant) / 1000;
    expect(readTicketToken(ticket.qr, key)).toEqual({
      tkt: ticket.id,
      evn: eventId,
      prd: productId,
      ver: 1,
      nbf: seconds(STARTS_AT) - 6 * 3600,
      exp: seconds(ENDS_AT),
    });
  });

  it('loses the mark of being unpaid with the payment', async () => {
    const venue = newVenue();
    const { orderId, ticket } = await givenTicket(test, venue, { priceMinor: 100 });
    expect(readTicketToken(ticket.qr, key)).toMatchObject({ unp: 1 });
    await ask(test.subgraph, venue.trainer, PAY, { input: { orderId, idempotencyKey: anyKey() } });
    const paid = await ask<{ ticket: { qr: string } }>(test.subgraph, venue.customer, TICKET, {
      id: ticket.id,
    });
    expect(readTicketToken(paid.ticket.qr, key)).not.toHaveProperty('unp');
  });

  it('is printed as a picture and as a page, with each letter of its names', async () => {
    const venue = newVenue();
    const name = 'Wieczór poezji Łódź żółć ŚĄĘĆŃ æøå ÆØÅ';
    const eventId = await givenEvent(test, venue.owner, { name, locationName: 'Sala Świętokrzyska, Žižkov' });
    const productId = await givenProduct(test, venue.owner, eventId, { name: 'Zniżka', priceMinor: 12_500 });
    const { id, tickets } = await givenOrder(test, venue.customer, eventId, productId);
    await ask(test.subgraph, venue.trainer, PAY, { input: { orderId: id, idempotencyKey: anyKey() } });
    const query = `query ($id: ID!) { ticket(id: $id) { qr ticketPng ticketPdf } }`;
    const { ticket } = await ask<{ ticket: { qr: string; ticketPng: string; ticketPdf: string } }>(
      test.subgraph,
      venue.customer,
      query,
      { id: tickets[0]?.id },
    );
    expect(ticket.ticketPng).toBe(await toDataURL(ticket.qr, { errorCorrectionLevel: 'M' }));
    const paper = readPdf(ticket.ticketPdf);
    expect(paper.pages).toBe(1);
    const written = `${name}Sala Świętokrzyska, ŽižkovZniżkaNOK 125.00Saturday, 28 November 2026 at 19:00 (Europe/Oslo)`;
    expect([...written].filter((letter) => letter !== ' ' && !paper.letters.has(letter))).toEqual([]);
  });

  it('is printed on one page of at most 64 kB, however long its names are', async () => {
    const venue = newVenue();
    const long = 'Żółć Łódź '.repeat(20).trim();
    const eventId = await givenEvent(test, venue.owner, { name: long, locationName: long });
    const productId = await givenProduct(test, venue.owner, eventId, { name: long });
    const [ticket] = (await givenOrder(test, venue.customer, eventId, productId)).tickets;
    const query = `query ($id: ID!) { ticket(id: $id) { ticketPdf } }`;
    const shown = await ask<{ ticket: { ticketPdf: string } }>(test.subgraph, venue.customer, query, {
      id: ticket?.id,
    });
    expect(readPdf(shown.ticket.ticketPdf).pages).toBe(1);
    expect(shown.ticket.ticketPdf.length).toBeLessThan(64 * 1024);
  });

  it('shows its code to its holder and the staff alone', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    await expect(ask(test.subgraph, venue.trainer, TICKET, { id: ticket.id })).resolves.toBeDefined();
    const other = venue.someone('CUSTOMER');
    expect(await codeOf(test, other, TICKET, { id: ticket.id })).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.anonymous, TICKET, { id: ticket.id })).toBe('UNAUTHENTICATED');
    expect(await codeOf(test, newVenue().owner, TICKET, { id: ticket.id })).toBe('NOT_FOUND');
    const representations = [{ __typename: 'Ticket', id: ticket.id }];
    for (const field of ['qr', 'ticketPng', 'ticketPdf', 'id']) {
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Ticket { ${field} } } }`;
      expect(await codeOf(test, other, query, { representations })).toBe('FORBIDDEN');
      expect(await ask(test.subgraph, newVenue().owner, query, { representations })).toEqual({
        _entities: [null],
      });
    }
  });

  it('has no code once its event was called off', async () => {
    const venue = newVenue();
    const { eventId, ticket } = await givenTicket(test, venue);
    await ask(test.subgraph, venue.owner, CANCEL_EVENT, { input: { eventId, idempotencyKey: anyKey() } });
    expect(await ask(test.subgraph, venue.customer, TICKET, { id: ticket.id })).toMatchObject({
      ticket: { status: 'REVOKED', qr: null },
    });
  });

  it('is asked for with the same number of statements as twenty are', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId, { maxPerOrder: 20 });
    await givenOrder(test, venue.customer, eventId, productId, 20);
    const query = `query ($first: Int!) { myTickets(first: $first) { edges { node { qr status product { name } } } } }`;
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, venue.customer, query, { first });
      return test.statements.length;
    };
    expect(await counted(20)).toBe(await counted(1));
  });
});

describe('handing a ticket on', () => {
  it('gives the new holder a code of its own, and takes it from the old one, who may have bought it', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const friend = venue.someone('CUSTOMER');
    const call = transfer(ticket.id, await givenKnown(test, venue, friend));
    const answer = await ask(test.subgraph, venue.customer, TRANSFER, call);
    expect(await ask(test.subgraph, venue.customer, TRANSFER, call)).toEqual(answer);
    const { myTickets } = await ask<{ myTickets: { edges: { node: { qr: string } }[] } }>(
      test.subgraph,
      friend,
      MINE,
    );
    expect(readTicketToken(myTickets.edges[0]?.node.qr ?? '', key)).toMatchObject({ tkt: ticket.id, ver: 2 });
    expect(await ask(test.subgraph, venue.customer, MINE)).toEqual({ myTickets: { edges: [] } });
    expect(await codeOf(test, venue.customer, TICKET, { id: ticket.id })).toBe('FORBIDDEN');
    const seen = await ask(test.subgraph, venue.customer, `query ($id: ID!) { ticket(id: $id) { status } }`, {
      id: ticket.id,
    });
    expect(seen).toEqual({ ticket: { status: 'VALID' } });
  });

  it('is for the holder and the staff', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const thief = venue.someone('CUSTOMER');
    const toMemberId = await givenKnown(test, venue, thief);
    const toThief = () => transfer(ticket.id, toMemberId);
    expect(await codeOf(test, thief, TRANSFER, toThief())).toBe('NOT_FOUND');
    expect(await codeOf(test, newVenue().owner, TRANSFER, toThief())).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.anonymous, TRANSFER, toThief())).toBe('UNAUTHENTICATED');
    await ask(test.subgraph, venue.trainer, TRANSFER, toThief());
    expect(await codeOf(test, venue.customer, TRANSFER, toThief())).toBe('NOT_FOUND');
  });

  it('is refused to the one who holds it, and to what is no member', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const toSelf = transfer(ticket.id, venue.customer.member?.id);
    expect(await codeOf(test, venue.customer, TRANSFER, toSelf)).toBe('INVALID');
    expect(await codeOf(test, venue.customer, TRANSFER, transfer(ticket.id, newId('tnt')))).toBe('INVALID');
  });

  it('is refused to whom the tenant does not know, and leaves the ticket and its code with its holder', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const elsewhere = newVenue();
    const foreign = await givenKnown(test, elsewhere, elsewhere.customer);
    for (const nobody of [foreign, newId('mbr')])
      expect(await codeOf(test, venue.customer, TRANSFER, transfer(ticket.id, nobody))).toBe('NOT_FOUND');
    expect(await ask(test.subgraph, venue.customer, TICKET, { id: ticket.id })).toMatchObject({
      ticket: { version: 1, qr: ticket.qr, holder: { id: venue.customer.member?.id } },
    });
  });
});

describe('making a ticket out anew', () => {
  it('gives it another code, one for each key', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    const call = reissue(ticket.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        ask<{ reissueTicket: { ticket: { qr: string } } }>(test.subgraph, venue.customer, REISSUE, call),
      ),
    );
    const codes = new Set(answers.map((answer) => answer.reissueTicket.ticket.qr));
    expect([...codes].map((code) => readTicketToken(code, key)?.ver)).toEqual([2]);
    await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, venue.customer, REISSUE, reissue(ticket.id))),
    );
    expect(await ask(test.subgraph, venue.customer, TICKET, { id: ticket.id })).toMatchObject({
      ticket: { version: 12 },
    });
  });

  it('brings nothing back that was canceled', async () => {
    const venue = newVenue();
    const { orderId, ticket } = await givenTicket(test, venue);
    await ask(test.subgraph, venue.customer, CANCEL_ORDER, { input: { orderId, idempotencyKey: anyKey() } });
    for (const caller of [venue.customer, venue.owner]) {
      expect(await codeOf(test, caller, REISSUE, reissue(ticket.id))).toBe('TICKET_REVOKED');
      const call = transfer(ticket.id, newId('mbr'));
      expect(await codeOf(test, caller, TRANSFER, call)).toBe('TICKET_REVOKED');
    }
  });

  it('races with a cancellation without ever leaving a code', async () => {
    const venue = newVenue();
    const { orderId, ticket } = await givenTicket(test, venue);
    const canceling = { input: { orderId, idempotencyKey: anyKey() } };
    await Promise.all([
      ...Array.from({ length: 8 }, () =>
        test.subgraph.execute({ query: REISSUE, variables: reissue(ticket.id), caller: venue.customer }),
      ),
      ask(test.subgraph, venue.trainer, CANCEL_ORDER, canceling),
    ]);
    expect(await ask(test.subgraph, venue.owner, TICKET, { id: ticket.id })).toMatchObject({
      ticket: { status: 'REVOKED', qr: null },
    });
  });

  it('is over with the event, and not for others', async () => {
    const venue = newVenue();
    const { ticket } = await givenTicket(test, venue);
    expect(await codeOf(test, venue.someone('CUSTOMER'), REISSUE, reissue(ticket.id))).toBe('NOT_FOUND');
    expect(await codeOf(test, newVenue().owner, REISSUE, reissue(ticket.id))).toBe('NOT_FOUND');
    test.clock.moveTo(ENDS_AT);
    const code = await codeOf(test, venue.customer, REISSUE, reissue(ticket.id));
    test.clock.moveTo(EARLY);
    expect(code).toBe('EVENT_ENDED');
  });
});
