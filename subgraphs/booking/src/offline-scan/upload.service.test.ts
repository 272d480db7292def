import { createPublicKey } from 'node:crypto';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AT_THE_GATE,
  anyKey,
  CANCEL_EVENT,
  CANCEL_ORDER,
  codeOf,
  EARLY,
  givenEvent,
  givenList,
  givenOrder,
  givenProduct,
  givenTicket,
  newVenue,
  REISSUE,
  scan,
  startTicketing,
  ticketPublicKey,
} from '../../test/ticket-scene.ts';
import { readCompact } from '../ticket-code/compact-jws.policy.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
beforeEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

const UPLOAD = `mutation ($input: UploadScansInput!) { uploadScans(input: $input) { recorded
  conflicts { scanId result ourResult isConflict firstScan { deviceId scannedAt } ticket { id } } } }`;
const SCANS = `query ($id: ID!) { event(id: $id) { checkInLists(first: 1) { edges { node { scans(first: 100) { edges { node {
  scanId } } } } } } } }`;
const AFTERWARDS = '2026-11-28T20:00:00.000Z';

const seen = (token: string, changes: Record<string, unknown> = {}) => ({
  token,
  scannedAt: AT_THE_GATE,
  result: 'ACCEPTED',
  scanId: anyKey(),
  ...changes,
});
const upload = (listId: string, scans: readonly unknown[], deviceId = 'offline-1') => ({
  input: { listId, deviceId, scans, idempotencyKey: anyKey() },
});

async function given() {
  const venue = newVenue();
  const ticket = await givenTicket(test, venue);
  const listId = await givenList(test, venue.owner, ticket.eventId);
  const send = (call: Record<string, unknown>) => ask(test.subgraph, venue.trainer, UPLOAD, call);
  return { ...ticket, venue, listId, qr: ticket.ticket.qr, send };
}

describe('uploading what was scanned without a network', () => {
  it('writes each scan down once, however often it is sent', async () => {
    const { venue, eventId, listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    const scans = [seen(qr), seen(qr, { scannedAt: '2026-11-28T17:31:00Z', result: 'DUPLICATE' })];
    const call = upload(listId, scans);
    const answers = [await send(call), await send(call), await send(upload(listId, scans))];
    expect(answers).toEqual(Array(3).fill({ uploadScans: { recorded: 2, conflicts: [] } }));
    const shown = await ask(test.subgraph, venue.owner, SCANS, { id: eventId });
    expect(JSON.stringify(shown).match(/scanId/g)).toHaveLength(2);
  });

  it('has one effect for ten uploads at once', async () => {
    const { venue, eventId, listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    const scans = [seen(qr)];
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(upload(listId, scans))));
    expect(answers).toEqual(Array(10).fill({ uploadScans: { recorded: 1, conflicts: [] } }));
    const shown = await ask(test.subgraph, venue.owner, SCANS, { id: eventId });
    expect(JSON.stringify(shown).match(/scanId/g)).toHaveLength(1);
  });

  it('keeps what the device decided, and flags whom we would not have let in', async () => {
    const { venue, listId, qr, send, ticket } = await given();
    test.clock.moveTo(AT_THE_GATE);
    await scan(test, venue.trainer, listId, qr, { deviceId: 'online' });
    test.clock.moveTo(AFTERWARDS);
    const twin = seen(qr, { scannedAt: '2026-11-28T17:00:00Z' });
    expect(await send(upload(listId, [twin]))).toEqual({
      uploadScans: {
        recorded: 1,
        conflicts: [
          {
            scanId: twin.scanId,
            result: 'ACCEPTED',
            ourResult: 'DUPLICATE',
            isConflict: true,
            firstScan: { deviceId: 'online', scannedAt: new Date(AT_THE_GATE) },
            ticket: { id: ticket.id },
          },
        ],
      },
    });
  });

  it('lets a ticket open no gate that a device without a network opened with it', async () => {
    const { venue, listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    await send(upload(listId, [seen(qr)]));
    expect(await scan(test, venue.trainer, listId, qr)).toMatchObject({
      result: 'DUPLICATE',
      firstScan: { deviceId: 'offline-1' },
    });
  });

  it('flags a canceled ticket from its cancellation on, and not before', async () => {
    const { venue, orderId, eventId, productId, listId, qr, send } = await given();
    const [other] = (await givenOrder(test, venue.customer, eventId, productId)).tickets;
    test.clock.moveTo('2026-11-28T17:00:00Z');
    await ask(test.subgraph, venue.trainer, CANCEL_ORDER, { input: { orderId, idempotencyKey: anyKey() } });
    await ask(test.subgraph, venue.customer, REISSUE, {
      input: { ticketId: other?.id, idempotencyKey: anyKey() },
    });
    test.clock.moveTo(AFTERWARDS);
    const early = [qr, other?.qr ?? ''].map((token) => seen(token, { scannedAt: '2026-11-28T16:59:00Z' }));
    expect(await send(upload(listId, early))).toEqual({ uploadScans: { recorded: 2, conflicts: [] } });
    const late = [qr, other?.qr ?? ''].map((token) => seen(token));
    expect(await send(upload(listId, late, 'offline-2'))).toMatchObject({
      uploadScans: { recorded: 2, conflicts: [{ ourResult: 'REVOKED' }, { ourResult: 'REVOKED' }] },
    });
  });

  it('flags whom the device sent away and we would have let in', async () => {
    const { listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    expect(await send(upload(listId, [seen(qr, { result: 'REVOKED' })]))).toMatchObject({
      uploadScans: { conflicts: [{ result: 'REVOKED', ourResult: 'ACCEPTED' }] },
    });
  });

  it('writes down codes that are none of ours, too, so that one of them holds nothing up', async () => {
    const { listId, qr, send } = await given();
    const foreign = (await givenTicket(test, newVenue())).ticket.qr;
    test.clock.moveTo(AFTERWARDS);
    const scans = [seen('forged'), seen(foreign), seen(qr)];
    const [first, second] = scans;
    const conflict = { result: 'ACCEPTED', ourResult: 'INVALID_TICKET', ticket: null };
    expect(await send(upload(listId, scans))).toMatchObject({
      uploadScans: {
        recorded: 3,
        conflicts: [
          { scanId: first?.scanId, ...conflict },
          { scanId: second?.scanId, ...conflict },
        ],
      },
    });
  });

  it('writes a code down that no text can hold, as none of ours', async () => {
    const { listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    const scans = ['\0', `${qr}\0`, `${qr}\ud83d`].map((token) => seen(token, { result: 'INVALID_TICKET' }));
    expect(await send(upload(listId, scans))).toEqual({ uploadScans: { recorded: 3, conflicts: [] } });
  });

  it('takes 150 scans and not one more', async () => {
    const { venue, listId, qr, send } = await given();
    test.clock.moveTo(AFTERWARDS);
    const scans = Array.from({ length: 150 }, (_, index) =>
      seen(qr, { result: index ? 'DUPLICATE' : 'ACCEPTED' }),
    );
    expect(await send(upload(listId, scans))).toEqual({ uploadScans: { recorded: 150, conflicts: [] } });
    expect(await codeOf(test, venue.trainer, UPLOAD, upload(listId, [...scans, seen(qr)]))).toBe('INVALID');
    expect(await codeOf(test, venue.trainer, UPLOAD, upload(listId, []))).toBe('INVALID');
  });

  it('takes as many as one request can carry to the gateway, whatever the device calls them', async () => {
    const { venue, listId } = await given();
    const { qr } = (await givenTicket(test, venue, { priceMinor: 100 })).ticket;
    const longest = { result: 'INVALID_TICKET', direction: 'OUT' };
    const scans = Array.from({ length: 150 }, () => seen(qr, { ...longest, scanId: 'x'.repeat(64) }));
    const call = upload(listId, scans);
    const variables = { input: { ...call.input, deviceId: 'x'.repeat(64), idempotencyKey: 'x'.repeat(200) } };
    expect(Buffer.byteLength(JSON.stringify({ query: UPLOAD, variables }))).toBeLessThan(100_000);
  });

  it('is for the staff, and finds no list of another tenant', async () => {
    const { venue, listId, qr } = await given();
    const call = upload(listId, [seen(qr)]);
    expect(await codeOf(test, venue.customer, UPLOAD, call)).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().trainer, UPLOAD, call)).toBe('NOT_FOUND');
  });
});

describe('the revocations for scanners without a network', () => {
  const REVOKED = `query ($eventId: ID!, $since: DateTime) { revokedTickets(eventId: $eventId, since: $since) {
    token asOf staleAt publicKey } }`;
  const shownSchema = z.object({
    revokedTickets: z.object({ token: z.string(), asOf: z.date(), staleAt: z.date(), publicKey: z.string() }),
  });

  async function sold() {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    const order = async () => {
      const { id, tickets } = await givenOrder(test, venue.customer, eventId, productId);
      return { orderId: id, ticketId: tickets[0]?.id ?? '' };
    };
    const [kept, canceled, renewed] = [await order(), await order(), await order()];
    const cancel = ({ orderId }: { orderId: string }) =>
      ask(test.subgraph, venue.trainer, CANCEL_ORDER, { input: { orderId, idempotencyKey: anyKey() } });
    const renew = ({ ticketId }: { ticketId: string }) =>
      ask(test.subgraph, venue.trainer, REISSUE, { input: { ticketId, idempotencyKey: anyKey() } });
    const revoked = async (since?: Date) => {
      const answer = await ask(test.subgraph, venue.trainer, REVOKED, {
        eventId,
        since: since?.toISOString(),
      });
      const set = shownSchema.parse(answer).revokedTickets;
      return {
        ...set,
        payload: readCompact('freehold-revocations', set.token, createPublicKey(set.publicKey)),
      };
    };
    return { venue, eventId, kept, canceled, renewed, cancel, renew, revoked };
  }
  const named = (ticketId: string) => ticketId.replace('tkt_', '');

  it('name what was canceled or made out anew, signed with the key that they tell', async () => {
    const { eventId, canceled, renewed, cancel, renew, revoked } = await sold();
    await cancel(canceled);
    await renew(renewed);
    await renew(renewed);
    const { payload, publicKey, staleAt } = await revoked();
    const now = Date.parse(EARLY);
    expect(publicKey).toBe(ticketPublicKey);
    expect(staleAt).toEqual(new Date(now + 12 * 3_600_000));
    expect(payload).toEqual({
      evn: eventId,
      iat: now / 1000,
      exp: now / 1000 + 12 * 3600,
      since: null,
      canceled: false,
      revoked: { [named(canceled.ticketId)]: 0, [named(renewed.ticketId)]: 3 },
    });
  });

  it('name only what is new since an earlier set, and lose nothing between the two', async () => {
    const { canceled, renewed, cancel, renew, revoked } = await sold();
    await cancel(canceled);
    test.clock.advance(3_600_000);
    const { asOf } = await revoked();
    await renew(renewed);
    expect((await revoked(asOf)).payload).toMatchObject({ revoked: { [named(renewed.ticketId)]: 2 } });
    test.clock.advance(3_600_000);
    const { asOf: later } = await revoked();
    expect((await revoked(later)).payload).toMatchObject({ revoked: {} });
  });

  it('say that the whole event was called off', async () => {
    const { venue, eventId, revoked } = await sold();
    await ask(test.subgraph, venue.owner, CANCEL_EVENT, { input: { eventId, idempotencyKey: anyKey() } });
    expect((await revoked()).payload).toMatchObject({ canceled: true, revoked: {} });
  });

  it('are for the staff, of events of their own tenant', async () => {
    const { venue, eventId } = await sold();
    expect(await codeOf(test, venue.customer, REVOKED, { eventId })).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().trainer, REVOKED, { eventId })).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.trainer, REVOKED, { eventId: 'evn_1' })).toBe('INVALID');
  });
});
