import { extname } from 'node:path';
import { bookingSubgraph } from '@freehold/booking/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import { createMemoryBus } from '@freehold/kernel/events/bus';
import { Context } from '@freehold/kernel/subgraph/context';
import { type RunningSubgraph, startSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { systemClock } from '@freehold/kernel/values/clock';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { pino } from 'pino';
import { z } from 'zod';
import type { Booking } from '../../subgraphs/booking/src/booking/booking.entity.ts';
import type * as BookingService from '../../subgraphs/booking/src/booking/booking.service.ts';
import type * as OfferingService from '../../subgraphs/booking/src/offering/offering.service.ts';
import type * as ResourceService from '../../subgraphs/booking/src/resource/resource.service.ts';
import type * as SessionService from '../../subgraphs/booking/src/session/session.service.ts';
import { memberOf } from './callers.ts';
import type { Contender, DataAddresses, PageRow } from './page-rows.ts';

/** What the gateway asks of the subgraph for the page. */
const PAGE = `query ($representations: [_Any!]!, $first: Int!) {
  _entities(representations: $representations) { ... on Tenant { bookings(first: $first) {
    edges { node { customer { id } session { startsAt offering { name } resource { name } } } } } } } }`;

/** The same as the use case is told. */
const WANTED = {
  customer: { id: {} },
  session: { startsAt: {}, offering: { name: {} }, resource: { name: {} } },
};

const named = z.object({ name: z.string() });
const answerSchema = z.object({
  data: z.object({
    _entities: z.tuple([
      z.object({
        bookings: z.object({
          edges: z.array(
            z.object({
              node: z.object({
                customer: z.object({ id: z.string() }),
                session: z.object({ startsAt: z.string(), offering: named, resource: named }),
              }),
            }),
          ),
        }),
      }),
    ]),
  }),
});

/** Who asks: known before the question comes, as to the gateway. */
const owners = new Map<string, Caller>();
function ownerOf(tenantId: string): Caller {
  const known = owners.get(tenantId);
  if (known) return known;
  const owner = memberOf(idOf('tnt', tenantId), 'TENANT_OWNER', idOf('mbr', tenantId));
  owners.set(tenantId, owner);
  return owner;
}

/** The booking subgraph as it serves. */
export function startBooking({ appUrl, relayUrl }: DataAddresses): Promise<RunningSubgraph> {
  return startSubgraph(bookingSubgraph, {
    databaseUrl: appUrl,
    relayUrl,
    bus: createMemoryBus(),
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    faces: {},
  });
}

/** The product: the subgraph's executor with all its rules, as the role that serves. */
export async function openOurs(addresses: DataAddresses): Promise<Contender> {
  const subgraph = await startBooking(addresses);
  return {
    answer: async ({ tenantId, size }) => {
      const caller = ownerOf(tenantId);
      const representations = [{ __typename: 'Tenant', id: caller.tenant?.id }];
      return JSON.stringify(
        await subgraph.execute({ query: PAGE, variables: { representations, first: size }, caller }),
      );
    },
    rowsOf: (answer) => {
      const [tenant] = answerSchema.parse(JSON.parse(answer)).data._entities;
      return tenant.bookings.edges.map(({ node: { customer, session } }) => ({
        customerId: uuidOf(customer.id),
        startsAt: session.startsAt,
        offering: session.offering.name,
        resource: session.resource.name,
      }));
    },
    close: () => subgraph.close(),
  };
}

/** As the executor of queries goes on: nothing is waited for that is there already. */
function after<V, R>(value: V | Promise<V>, next: (value: V) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** The use cases behind the page, of the same build as the subgraph, sources or not. */
async function useCases() {
  const subgraph = import.meta.resolve('@freehold/booking/subgraph');
  const load = (path: string) => import(new URL(`${path}.service${extname(subgraph)}`, subgraph).href);
  const [bookings, sessions, offerings, resources] = await Promise.all(
    ['./booking/booking', './session/session', './offering/offering', './resource/resource'].map(load),
  );
  const { listBookings }: typeof BookingService = bookings;
  const { sessionById }: typeof SessionService = sessions;
  const { offeringById }: typeof OfferingService = offerings;
  const { resourceById }: typeof ResourceService = resources;
  const rowOf = (ctx: Context, booking: Booking) =>
    after(ctx.follow(booking, 'session', sessionById), (session) =>
      after(ctx.follow(session, 'offering', offeringById), (offering) =>
        after(ctx.follow(session, 'resource', resourceById), (resource) => ({
          customerId: booking.customerId,
          startsAt: session.startsAt,
          offering: offering.name,
          resource: resource.name,
        })),
      ),
    );
  return async (ctx: Context, size: number) => {
    const { edges } = await listBookings(ctx, { first: size }, WANTED);
    const rows = edges.map(({ node }) => rowOf(ctx, node));
    return rows.some((row) => row instanceof Promise) ? Promise.all(rows) : rows;
  };
}

/**
 * The use case alone, as the executor calls it for a document that asks one question: same role, same walls, no
 * GraphQL.
 */
export async function openOursAlone(addresses: DataAddresses): Promise<Contender> {
  const [subgraph, readPage] = await Promise.all([startBooking(addresses), useCases()]);
  return {
    answer: async ({ tenantId, size }) => {
      const ctx = new Context(subgraph.parts, ownerOf(tenantId), { asksOnce: true });
      try {
        return JSON.stringify(await readPage(ctx, size));
      } finally {
        await ctx.close();
      }
    },
    rowsOf: (answer) =>
      JSON.parse(answer).map((row: PageRow) => ({ ...row, customerId: uuidOf(row.customerId) })),
    close: () => subgraph.close(),
  };
}
