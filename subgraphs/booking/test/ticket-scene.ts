import { generateKeyPairSync } from 'node:crypto';
import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { bookingSubgraph } from '../src/booking.subgraph.ts';

const keys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
/** The key that checks tickets of these tests, as PEM. */
export const ticketPublicKey = keys.publicKey;

/** When the event of these tests begins; its gates open six hours before. */
export const STARTS_AT = '2026-11-28T18:00:00.000Z';
/** When it ends. */
export const ENDS_AT = '2026-11-28T23:00:00.000Z';
/** The gates are open. */
export const AT_THE_GATE = '2026-11-28T17:30:00.000Z';
/** Where the clock of these tests stands at first. */
export const EARLY = '2026-11-23T09:00:00.000Z';

/** Starts the subgraph: the edition `test` counts events and tickets, and limits the tickets of each event. */
export function startTicketing(): Promise<TestSubgraph> {
  return startTestSubgraph(bookingSubgraph, {
    faces: { test: { meters: { eventCreated: 'events', ticketsPerEvent: 'tickets', ticketSold: 'sold' } } },
    settings: { ticketPrivateKey: keys.privateKey },
  });
}

/** A tenant that may have as many events and tickets as it likes, unless told otherwise. */
export function newVenue(limits: CallerTenant['limits'] = {}): TestTenant {
  return newTenant(bookingSubgraph, { limits: { events: null, tickets: null, sold: null, ...limits } });
}

/** A key that no other call has. */
export const anyKey = (): string => newId('key');

/** Creates an event. */
export const CREATE_EVENT = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event {
  id name description locationName timeZone startsAt endsAt maxTickets ticketsTaken status } } }`;
/** Calls an event off. */
export const CANCEL_EVENT = `mutation ($input: CancelEventInput!) { cancelEvent(input: $input) { event { id status } } }`;
/** Creates a quota. */
export const CREATE_QUOTA = `mutation ($input: CreateQuotaInput!) { createQuota(input: $input) { quota { id size sold } } }`;
/** Creates a ticket product. */
export const CREATE_PRODUCT = `mutation ($input: CreateTicketProductInput!) { createTicketProduct(input: $input) {
  ticketProduct { id name price { amountMinor currency } minPerOrder maxPerOrder isSoldOut quotas { name } event { id } } } }`;
/** Orders tickets. */
export const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order {
  id status total { amountMinor currency } lines { quantity unitPrice { amountMinor } product { name } }
  tickets(first: 100) { edges { node { id version status qr } } } } } }`;
/** Writes down that an order was paid. */
export const PAY = `mutation ($input: MarkOrderPaidInput!) { markOrderPaid(input: $input) { order { id status paidAt } } }`;
/** Cancels an order. */
export const CANCEL_ORDER = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order {
  id status canceledAt tickets(first: 100) { edges { node { id status qr ticketPng ticketPdf } } } } } }`;
/** Asks for a ticket. */
export const TICKET = `query ($id: ID!) { ticket(id: $id) { id version status qr holder { id } } }`;
/** Hands a ticket on. */
export const TRANSFER = `mutation ($input: TransferTicketInput!) { transferTicket(input: $input) { ticketId } }`;
/** Makes a ticket out anew. */
export const REISSUE = `mutation ($input: ReissueTicketInput!) { reissueTicket(input: $input) { ticket { id version qr } } }`;
/** Creates a check-in list. */
export const CREATE_LIST = `mutation ($input: CreateCheckInListInput!) { createCheckInList(input: $input) { checkInList {
  id name mode allowsReentry confirmRequired products { id } } } }`;
/** Looks at a ticket. */
export const SCAN = `mutation ($input: ScanTicketInput!) { scanTicket(input: $input) { scan {
  id result ourResult isConflict deviceId scannedAt firstScan { deviceId scannedAt } ticket { id } } } }`;

type Input = Readonly<Record<string, unknown>>;

/** Creates an event; answers its id. */
export async function givenEvent(
  { subgraph }: TestSubgraph,
  owner: Caller,
  changes: Input = {},
): Promise<string> {
  const facts = { name: 'Open day', startsAt: STARTS_AT, endsAt: ENDS_AT };
  const input = { ...facts, idempotencyKey: anyKey(), ...changes };
  const answer = await ask<{ createEvent: { event: { id: string } } }>(subgraph, owner, CREATE_EVENT, {
    input,
  });
  return answer.createEvent.event.id;
}

/** Creates a quota; answers its id. */
export async function givenQuota(
  { subgraph }: TestSubgraph,
  owner: Caller,
  eventId: string,
  size: number,
): Promise<string> {
  const input = { eventId, name: `Quota of ${size}`, size, idempotencyKey: anyKey() };
  const answer = await ask<{ createQuota: { quota: { id: string } } }>(subgraph, owner, CREATE_QUOTA, {
    input,
  });
  return answer.createQuota.quota.id;
}

/** Creates a free product, unless told otherwise; answers its id. */
export async function givenProduct(
  { subgraph }: TestSubgraph,
  owner: Caller,
  eventId: string,
  changes: Input = {},
): Promise<string> {
  const input = { eventId, name: 'Adult', priceMinor: 0, idempotencyKey: anyKey(), ...changes };
  const answer = await ask<{ createTicketProduct: { ticketProduct: { id: string } } }>(
    subgraph,
    owner,
    CREATE_PRODUCT,
    { input },
  );
  return answer.createTicketProduct.ticketProduct.id;
}

/** A ticket as its order shows it. */
export interface ShownTicket {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly qr: string;
}

/** An order with its tickets. */
export interface ShownOrder {
  readonly id: string;
  readonly status: string;
  readonly tickets: readonly ShownTicket[];
}

/** What an order of tickets asks for. */
export const orderInput = (eventId: string, productId: string, quantity = 1) => ({
  input: { eventId, lines: [{ productId, quantity }], idempotencyKey: anyKey() },
});

/** Orders tickets for somebody. */
export async function givenOrder(
  { subgraph }: TestSubgraph,
  customer: Caller,
  eventId: string,
  productId: string,
  quantity = 1,
): Promise<ShownOrder> {
  const { placeOrder } = await ask<{
    placeOrder: { order: { id: string; status: string; tickets: { edges: { node: ShownTicket }[] } } };
  }>(subgraph, customer, PLACE, orderInput(eventId, productId, quantity));
  const { tickets, ...order } = placeOrder.order;
  return { ...order, tickets: tickets.edges.map(({ node }) => node) };
}

/** An event with a free product, and one ticket to it that the customer of the venue holds. */
export async function givenTicket(test: TestSubgraph, venue: TestTenant, productChanges: Input = {}) {
  const eventId = await givenEvent(test, venue.owner);
  const productId = await givenProduct(test, venue.owner, eventId, productChanges);
  const order = await givenOrder(test, venue.customer, eventId, productId);
  const [ticket] = order.tickets;
  if (!ticket) throw new Error('The order has no ticket.');
  return { eventId, productId, orderId: order.id, ticket };
}

/** Creates a check-in list; answers its id. */
export async function givenList(
  { subgraph }: TestSubgraph,
  owner: Caller,
  eventId: string,
  changes: Input = {},
): Promise<string> {
  const input = { eventId, name: 'Gate', idempotencyKey: anyKey(), ...changes };
  const answer = await ask<{ createCheckInList: { checkInList: { id: string } } }>(
    subgraph,
    owner,
    CREATE_LIST,
    {
      input,
    },
  );
  return answer.createCheckInList.checkInList.id;
}

/** A look at a code. */
export const scanInput = (listId: string, token: string, changes: Input = {}) => ({
  input: { listId, token, deviceId: 'gate-1', scannedAt: AT_THE_GATE, scanId: anyKey(), ...changes },
});

/** A scan as it is shown. */
export interface ShownScan {
  readonly id: string;
  readonly result: string;
  readonly firstScan: { readonly deviceId: string; readonly scannedAt: string } | null;
}

/** Looks at a code at a gate. */
export async function scan(
  { subgraph }: TestSubgraph,
  staff: Caller,
  listId: string,
  token: string,
  changes: Input = {},
): Promise<ShownScan> {
  const answer = await ask<{ scanTicket: { scan: ShownScan } }>(
    subgraph,
    staff,
    SCAN,
    scanInput(listId, token, changes),
  );
  return answer.scanTicket.scan;
}

/** The code of the first refusal. */
export async function codeOf(
  { subgraph }: TestSubgraph,
  caller: Caller,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  return (await refusalOf(subgraph, caller, query, variables)).code;
}

/** What many who ask at once get: `ok`, or the code of their refusal, each with how often. */
export async function tallyOf(
  { subgraph }: TestSubgraph,
  calls: readonly {
    readonly caller: Caller;
    readonly query: string;
    readonly variables: Record<string, unknown>;
  }[],
): Promise<Record<string, number>> {
  const answers = await Promise.all(calls.map((call) => subgraph.execute(call)));
  const codes = answers.map(({ errors }) => String(errors?.[0]?.extensions?.code ?? 'ok'));
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}
