import { z } from 'zod';
import type { Guest, TwoGateways } from './two-gateways.ts';

/** What there is to ask about at a tenant. */
export interface Facts {
  readonly offeringId: string;
  readonly resourceId: string;
  readonly bookingId: string;
  readonly memberId: string;
  /** A session of the offering that is booked. */
  readonly sessionId: string;
}

/** Two sessions that a customer has not booked, one with a seat and one without. */
export interface Seats {
  readonly freeSessionId: string;
  readonly fullSessionId: string;
}

/** An event and a ticket of it. */
export interface EventFacts {
  readonly eventId: string;
  readonly productId: string;
  readonly ticketId: string;
}

const BOOKED = `{ tenant { bookings(first: 1) { edges { node {
  id customer { id } session { id offering { id } resource { id } } } } } } }`;
const SESSIONS = `{ sessions(from: "2026-11-16T00:00:00Z", to: "2026-12-16T00:00:00Z", first: 50) {
  edges { node { id seatsLeft myBooking { id } } } } }`;
const EVENTS = `{
  events(from: "2026-11-16T00:00:00Z", to: "2026-12-31T00:00:00Z", first: 1) {
    edges { node { id ticketProducts(first: 1) { edges { node { id } } } } } }
  myTickets(first: 1) { edges { node { id } } }
}`;

const row = z.object({ id: z.string() });

/** A connection of rows. */
function connection<Row extends z.ZodType>(node: Row) {
  return z.object({ edges: z.array(z.object({ node })) });
}

const bookedSchema = z.object({
  tenant: z.object({
    bookings: connection(
      row.extend({ customer: row, session: row.extend({ offering: row, resource: row }) }),
    ),
  }),
});
const sessionsSchema = z.object({
  sessions: connection(row.extend({ seatsLeft: z.number(), myBooking: row.nullable() })),
});
const eventsSchema = z.object({
  events: connection(row.extend({ ticketProducts: connection(row) })),
  myTickets: connection(row),
});

async function read<Shape extends z.ZodType>(
  gateways: TwoGateways,
  who: Guest,
  query: string,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const { data } = await gateways.ours(who, { query, variables: {} });
  return shape.parse(data);
}

function firstOf<Row>({ edges }: { readonly edges: readonly { readonly node: Row }[] }): Row {
  const [first] = edges;
  if (first === undefined) throw new Error('The demo has nothing of this.');
  return first.node;
}

/** Finds out what a tenant has, by its owner. */
export async function readFacts(gateways: TwoGateways, owner: Guest): Promise<Facts> {
  const { tenant } = await read(gateways, owner, BOOKED, bookedSchema);
  const { id: bookingId, customer, session } = firstOf(tenant.bookings);
  return {
    bookingId,
    memberId: customer.id,
    sessionId: session.id,
    offeringId: session.offering.id,
    resourceId: session.resource.id,
  };
}

/** Finds out which seats a customer may have. */
export async function readSeats(gateways: TwoGateways, customer: Guest): Promise<Seats> {
  const { sessions } = await read(gateways, customer, SESSIONS, sessionsSchema);
  const others = sessions.edges.filter(({ node }) => node.myBooking === null);
  return {
    freeSessionId: firstOf({ edges: others.filter(({ node }) => node.seatsLeft > 0) }).id,
    fullSessionId: firstOf({ edges: others.filter(({ node }) => node.seatsLeft === 0) }).id,
  };
}

/** Finds out which event there is, and a ticket of a customer. */
export async function readEventFacts(gateways: TwoGateways, customer: Guest): Promise<EventFacts> {
  const { events, myTickets } = await read(gateways, customer, EVENTS, eventsSchema);
  const { id: eventId, ticketProducts } = firstOf(events);
  return { eventId, productId: firstOf(ticketProducts).id, ticketId: firstOf(myTickets).id };
}
