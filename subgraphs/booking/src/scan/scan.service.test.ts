import { generateKeyPairSync } from 'node:crypto';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { givenKnown } from '../../test/customer-scene.ts';
import {
  AT_THE_GATE,
  anyKey,
  CANCEL_EVENT,
  CANCEL_ORDER,
  codeOf,
  EARLY,
  ENDS_AT,
  givenList,
  givenProduct,
  givenTicket,
  newVenue,
  PAY,
  REISSUE,
  SCAN,
  scan,
  scanInput,
  startTicketing,
  TRANSFER,
} from '../../test/ticket-scene.ts';
import { signCompact } from '../ticket-code/compact-jws.policy.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
beforeEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

/** A ticket at an open gate. */
async function atTheGate(
  listChanges: Record<string, unknown> = {},
  productChanges: Record<string, unknown> = {},
) {
  const venue = newVenue();
  const given = await givenTicket(test, venue, productChanges);
  const listId = await givenList(test, venue.owner, given.eventId, listChanges);
  test.clock.moveTo(AT_THE_GATE);
  const { qr } = given.ticket;
  const look = (token = qr, changes: Record<string, unknown> = {}) =>
    scan(test, venue.trainer, listId, token, changes);
  return { ...given, venue, listId, qr, look };
}

describe('scanning a ticket', () => {
  it('lets its bearer in once, and shows a second one when and where the first was', async () => {
    const { look, ticket, listId, venue, qr } = await atTheGate();
    const first = await ask(test.subgraph, venue.trainer, SCAN, scanInput(listId, qr, { deviceId: 'north' }));
    expect(first).toMatchObject({
      scanTicket: {
        scan: {
          result: 'ACCEPTED',
          ourResult: 'ACCEPTED',
          isConflict: false,
          firstScan: null,
          ticket: { id: ticket.id },
        },
      },
    });
    test.clock.advance(60_000);
    expect(await look(qr, { deviceId: 'south' })).toMatchObject({
      result: 'DUPLICATE',
      firstScan: { deviceId: 'north', scannedAt: new Date(AT_THE_GATE) },
    });
  });

  it('lets exactly one of 40 in who show one ticket at once', async () => {
    const { venue, listId, qr } = await atTheGate();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        ask<{ scanTicket: { scan: { result: string } } }>(
          test.subgraph,
          venue.trainer,
          SCAN,
          scanInput(listId, qr, { deviceId: `gate-${index}` }),
        ),
      ),
    );
    const results = answers.map((answer) => answer.scanTicket.scan.result);
    expect(results.filter((result) => result === 'ACCEPTED')).toHaveLength(1);
    expect(results.filter((result) => result === 'DUPLICATE')).toHaveLength(39);
  });

  it('answers the same to a device that repeats itself, also through another member', async () => {
    const { venue, listId, qr } = await atTheGate();
    const call = scanInput(listId, qr);
    const calls = Array.from({ length: 10 }, (_, index) => (index % 2 ? venue.trainer : venue.owner));
    const answers = await Promise.all(calls.map((caller) => ask(test.subgraph, caller, SCAN, call)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ scanTicket: { scan: { result: 'ACCEPTED' } } });
  });

  it('refuses a device that gives two scans one name', async () => {
    const { venue, eventId, qr, listId } = await atTheGate();
    const other = await givenList(test, venue.owner, eventId);
    const call = scanInput(listId, qr);
    await ask(test.subgraph, venue.trainer, SCAN, call);
    const wrong = { input: { ...call.input, listId: other } };
    for (const caller of [venue.trainer, venue.owner])
      expect(await codeOf(test, caller, SCAN, wrong)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('knows the codes that were made out anew or handed on, and refuses the older ones', async () => {
    const { venue, ticket, qr, look } = await atTheGate();
    const renewed = { input: { ticketId: ticket.id, idempotencyKey: anyKey() } };
    const { reissueTicket } = await ask<{ reissueTicket: { ticket: { qr: string } } }>(
      test.subgraph,
      venue.customer,
      REISSUE,
      renewed,
    );
    expect(await look(qr)).toMatchObject({ result: 'REVOKED' });
    const toMemberId = await givenKnown(test, venue, venue.someone('CUSTOMER'));
    const handed = { input: { ticketId: ticket.id, toMemberId, idempotencyKey: anyKey() } };
    await ask(test.subgraph, venue.customer, TRANSFER, handed);
    expect(await look(reissueTicket.ticket.qr)).toMatchObject({ result: 'REVOKED' });
    const newest = await ask<{ ticket: { qr: string } }>(
      test.subgraph,
      venue.owner,
      'query ($id: ID!) { ticket(id: $id) { qr } }',
      { id: ticket.id },
    );
    expect(await look(newest.ticket.qr)).toMatchObject({ result: 'ACCEPTED' });
  });

  it('lets a ticket that was handed on after its bearer came in open the gate for nobody', async () => {
    const { venue, ticket, look } = await atTheGate();
    await look();
    const friend = venue.someone('CUSTOMER');
    const toMemberId = await givenKnown(test, venue, friend);
    const handed = { input: { ticketId: ticket.id, toMemberId, idempotencyKey: anyKey() } };
    await ask(test.subgraph, venue.customer, TRANSFER, handed);
    const { ticket: shown } = await ask<{ ticket: { qr: string } }>(
      test.subgraph,
      friend,
      'query ($id: ID!) { ticket(id: $id) { qr } }',
      { id: ticket.id },
    );
    expect(await look(shown.qr)).toMatchObject({ result: 'DUPLICATE' });
  });

  it('refuses what was canceled: the order, or the event', async () => {
    const one = await atTheGate();
    await ask(test.subgraph, one.venue.trainer, CANCEL_ORDER, {
      input: { orderId: one.orderId, idempotencyKey: anyKey() },
    });
    expect(await one.look()).toMatchObject({ result: 'REVOKED' });
    test.clock.moveTo(EARLY);
    const other = await atTheGate();
    await ask(test.subgraph, other.venue.owner, CANCEL_EVENT, {
      input: { eventId: other.eventId, idempotencyKey: anyKey() },
    });
    expect(await other.look()).toMatchObject({ result: 'REVOKED' });
  });

  it('sends who has not paid to pay, and lets in who has', async () => {
    const { venue, orderId, look } = await atTheGate({}, { priceMinor: 25_000 });
    expect(await look()).toMatchObject({ result: 'UNPAID' });
    await ask(test.subgraph, venue.trainer, PAY, { input: { orderId, idempotencyKey: anyKey() } });
    expect(await look()).toMatchObject({ result: 'ACCEPTED' });
  });

  it('goes by our clock, not by that of the device', async () => {
    const { look } = await atTheGate();
    test.clock.moveTo(EARLY);
    expect(await look()).toMatchObject({ result: 'NOT_YET' });
    test.clock.moveTo(ENDS_AT);
    expect(await look()).toMatchObject({ result: 'EXPIRED' });
  });

  it('is good at the lists of its product and its event alone', async () => {
    const { venue, eventId, qr } = await atTheGate();
    test.clock.moveTo(EARLY);
    const child = await givenProduct(test, venue.owner, eventId, { name: 'Child' });
    const children = await givenList(test, venue.owner, eventId, { productIds: [child] });
    const another = await givenTicket(test, venue);
    const elsewhere = await givenList(test, venue.owner, another.eventId);
    test.clock.moveTo(AT_THE_GATE);
    expect(await scan(test, venue.trainer, children, qr)).toMatchObject({ result: 'WRONG_LIST' });
    expect(await scan(test, venue.trainer, elsewhere, qr)).toMatchObject({ result: 'WRONG_LIST' });
  });

  it('counts each list by itself: a gate, and a counter for drinks', async () => {
    const { venue, eventId, qr, look } = await atTheGate();
    const drinks = await givenList(test, venue.owner, eventId, { name: 'Drinks', allowsReentry: true });
    await look();
    for (const _ of [1, 2])
      expect(await scan(test, venue.trainer, drinks, qr)).toMatchObject({ result: 'ACCEPTED' });
  });

  it('follows who goes out and comes back', async () => {
    const { look, qr } = await atTheGate({ mode: 'IN_OUT', allowsReentry: true });
    const results: string[] = [];
    for (const direction of ['IN', 'IN', 'OUT', 'OUT', 'IN']) {
      test.clock.advance(60_000);
      results.push((await look(qr, { direction })).result);
    }
    expect(results).toEqual(['ACCEPTED', 'DUPLICATE', 'ACCEPTED', 'DUPLICATE', 'ACCEPTED']);
  });

  it('waits for the staff where the list wants it, and writes nothing down until then', async () => {
    const { venue, listId, qr, ticket } = await atTheGate({ confirmRequired: true });
    const call = scanInput(listId, qr);
    const refusal = await refusalOf(test.subgraph, venue.trainer, SCAN, call);
    const holderId = venue.customer.member?.id;
    expect(refusal).toEqual({ code: 'CONFIRMATION_REQUIRED', ticketId: ticket.id, holderId });
    const confirmed = { input: { ...call.input, isConfirmed: true } };
    expect(await ask(test.subgraph, venue.trainer, SCAN, confirmed)).toMatchObject({
      scanTicket: { scan: { result: 'ACCEPTED' } },
    });
  });

  it('refuses a code that is forged, damaged or of another tenant, in the same words', async () => {
    const { venue, listId, qr, ticket, eventId } = await atTheGate();
    test.clock.moveTo(EARLY);
    const foreign = await givenTicket(test, newVenue());
    test.clock.moveTo(AT_THE_GATE);
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = signCompact('freehold-ticket', { tkt: ticket.id, evn: eventId, ver: 1 }, privateKey);
    const answers = await Promise.all(
      [forged, `${qr}x`, `x${qr}`, 'no code', foreign.ticket.qr].map((token) =>
        refusalOf(test.subgraph, venue.trainer, SCAN, scanInput(listId, token)),
      ),
    );
    expect(answers).toEqual(Array(5).fill({ code: 'INVALID_TICKET' }));
  });

  it('is for the staff, and finds no list of another tenant', async () => {
    const { venue, listId, qr } = await atTheGate();
    expect(await codeOf(test, venue.customer, SCAN, scanInput(listId, qr))).toBe('FORBIDDEN');
    expect(await codeOf(test, venue.anonymous, SCAN, scanInput(listId, qr))).toBe('UNAUTHENTICATED');
    expect(await codeOf(test, newVenue().trainer, SCAN, scanInput(listId, qr))).toBe('NOT_FOUND');
  });

  it.each([
    ['no device', { deviceId: '' }],
    ['a device of 65 letters', { deviceId: 'x'.repeat(65) }],
    ['no name', { scanId: '' }],
    ['an id of something else', { listId: newId('evn') }],
  ])('refuses %s', async (_, changes) => {
    const { venue, listId, qr } = await atTheGate();
    expect(await codeOf(test, venue.trainer, SCAN, scanInput(listId, qr, changes))).toBe('INVALID');
  });
});

describe('the scans at a list', () => {
  it('are shown to the staff alone', async () => {
    const { venue, eventId, look, ticket } = await atTheGate();
    await look();
    const query = `query ($id: ID!) { event(id: $id) { checkInLists(first: 5) { edges { node { name
      scans(first: 5) { edges { node { result ticket { id } } } } } } } } }`;
    expect(await ask(test.subgraph, venue.trainer, query, { id: eventId })).toEqual({
      event: {
        checkInLists: {
          edges: [
            {
              node: {
                name: 'Gate',
                scans: { edges: [{ node: { result: 'ACCEPTED', ticket: { id: ticket.id } } }] },
              },
            },
          ],
        },
      },
    });
    expect(await codeOf(test, venue.customer, query, { id: eventId })).toBe('FORBIDDEN');
  });
});
