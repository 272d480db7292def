import { composeServices } from '@apollo/composition';
import type { Caller } from '@freehold/kernel/caller/caller';
import { GraphQLError } from 'graphql';
import { type MemoryContext, MemorySubgraph } from './memory-subgraph.ts';
import { COOKIE, gatewayOnly, tenancy } from './tiny-tenancy.ts';
import { TinyWorld } from './tiny-world.ts';

const BOOKING_SDL = `
  type Query {
    sessions(first: Int!): [Session!] @listSize(slicingArguments: ["first"])
    session(id: ID!): Session
    leak: String
    cookies: String
  }
  type Mutation { setCookie: String }
  type Subscription {
    seatsChanged(above: Int = 0): Session
    revenueChanged: Session
    faultySeats: Session
    mySeatsChanged: Session
    moved: Moved
  }
  interface Moved { id: ID! }
  type Course implements Moved @key(fields: "id") { id: ID!  level: Int }
  type Session implements Moved @key(fields: "id") {
    id: ID!  seatsTaken: Int!  trainer: Member  never: String!  waiting: Int  heldBy: ID
  }
  type Member @key(fields: "id", resolvable: false) { id: ID! }
  type Tenant @key(fields: "id") { id: ID!  sessions: [Session!] }
`;

const SESSIONS = [
  { id: 's1', seatsTaken: 1 },
  { id: 's2', seatsTaken: 2 },
];

/** The refusal of a feature that the plan does not grant. */
export function planUpgradeRequired({ tenant }: Caller): GraphQLError {
  return new GraphQLError('Your plan does not include analytics.', {
    extensions: {
      code: 'PLAN_UPGRADE_REQUIRED',
      feature: 'analytics',
      currentPlan: tenant?.plan ?? null,
      cheapestGrant: 'fitness:pro',
    },
  });
}

function needAnalytics({ caller }: MemoryContext): void {
  if (!caller.tenant?.features.includes('analytics')) throw planUpgradeRequired(caller);
}

type Seats = { tenantId: string; id: string; seatsTaken: number };

/** Even numbers of seats are those of courses; none is nothing at all. */
function kindOf(event: Seats) {
  if (event.seatsTaken === 13) return null;
  return event.seatsTaken % 2 === 0 ? { id: event.id, level: event.seatsTaken } : event;
}

/** The events of the caller's own tenant. */
async function openSeats(
  world: TinyWorld,
  ctx: MemoryContext,
  above: number,
  passes: (seats: Seats) => boolean = () => true,
) {
  const { caller, after } = ctx;
  if (after !== null && world.seatsChanged.missedSince(after) > world.missedMax)
    throw new GraphQLError('Too much was missed.', { extensions: { code: 'CURSOR_EXPIRED' } });
  const all = world.seatsChanged.open(after);
  ctx.openedAt = world.seatsChanged.place;
  const events: AsyncIterableIterator<Seats> = {
    next: async () => {
      const next = await all.next();
      if (next.done) return { done: true, value: undefined };
      const isMine = next.value.tenantId === caller.tenant?.id && next.value.seatsTaken > above;
      return isMine && passes(next.value) ? next : events.next();
    },
    return: async () => {
      await all.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}

function bookingSubscriptions(world: TinyWorld) {
  return {
    seatsChanged: {
      subscribe: (_: unknown, { above }: { above: number }, ctx: MemoryContext) =>
        openSeats(world, ctx, above),
      resolve: (event: Seats) => event,
    },
    revenueChanged: {
      subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        needAnalytics(ctx);
        return openSeats(world, ctx, 0);
      },
      resolve: (event: Seats) => event,
    },
    moved: {
      subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => openSeats(world, ctx, 0),
      resolve: (event: Seats) => kindOf(event),
    },
    mySeatsChanged: {
      subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        const mine = ctx.caller.member?.id;
        return openSeats(world, ctx, 0, (seats) => seats.id === mine);
      },
      resolve: (event: Seats) => event,
    },
    faultySeats: {
      subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => openSeats(world, ctx, 0),
      resolve: () => {
        throw new Error('insert into booking.session violates check constraint');
      },
    },
  };
}

function booking(world: TinyWorld): MemorySubgraph {
  return new MemorySubgraph('booking', BOOKING_SDL, {
    Query: {
      sessions: (_: unknown, { first }: { first: number }) => SESSIONS.slice(0, first),
      session: (_: unknown, { id }: { id: string }) => SESSIONS.find((session) => session.id === id),
      leak: () => {
        throw new Error('password authentication failed for user booking at 10.0.0.7');
      },
      cookies: (_: unknown, _args: unknown, { cookies }: MemoryContext) => JSON.stringify(cookies),
    },
    Mutation: {
      setCookie: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        ctx.setCookies.push(COOKIE);
        return 'set';
      },
    },
    Subscription: bookingSubscriptions(world),
    Session: {
      trainer: ({ id }: { id: string }) => ({ __typename: 'Member', id: `trainer-of-${id}` }),
      waiting: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        needAnalytics(ctx);
        return 3;
      },
      never: () => null,
      heldBy: (_: unknown, _args: unknown, { caller }: MemoryContext) => caller.member?.id ?? null,
    },
    Moved: { __resolveType: ({ level }: { level?: number }) => (level === undefined ? 'Session' : 'Course') },
    Tenant: { sessions: () => SESSIONS },
  });
}

const BILLING_SDL = `
  type Query { _entitlements(tenantId: ID!): _TenantEntitlements @inaccessible }
  type Subscription { _entitlementsChanged: _EntitlementsChange! @inaccessible }
  type Tenant @key(fields: "id") { id: ID!  plan: String }
  type Session @key(fields: "id") {
    id: ID!  revenueMinor: Int  priceMinor: Int  boughtBy: ID
    seatsTaken: Int! @external  takingsMinor: Int @requires(fields: "seatsTaken")
  }
  type Course @key(fields: "id") { id: ID!  feeMinor: Int }
  type _TenantEntitlements @inaccessible {
    plan: String!  features: [String!]!  upgrades: [_Upgrade!]!  limits: [_Limit!]!
  }
  type _Upgrade @inaccessible { feature: String!  cheapestGrant: String! }
  type _Limit @inaccessible { meter: String!  cap: Int }
  type _EntitlementsChange @inaccessible { tenantId: ID! }
`;

function entitlementsOf(world: TinyWorld, tenantId: string) {
  const found = world.tenants.find(({ id }) => id === tenantId);
  if (!found?.plan) return null;
  const upgrades = [{ feature: 'analytics', cheapestGrant: 'fitness:pro' }];
  const limits = Object.entries(found.caps).map(([meter, cap]) => ({ meter, cap }));
  return { plan: found.plan, features: found.features, upgrades, limits };
}

function billing(world: TinyWorld): MemorySubgraph {
  return new MemorySubgraph('billing', BILLING_SDL, {
    Query: {
      _entitlements: (_: unknown, { tenantId }: { tenantId: string }, ctx: MemoryContext) => {
        gatewayOnly(ctx);
        return entitlementsOf(world, tenantId);
      },
    },
    Subscription: {
      _entitlementsChanged: {
        subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => {
          gatewayOnly(ctx);
          return world.entitlementsChanged.open();
        },
        resolve: (event: unknown) => event,
      },
    },
    Tenant: { plan: (_: unknown, _args: unknown, { caller }: MemoryContext) => caller.tenant?.plan },
    Course: { feeMinor: () => 900 },
    Session: {
      boughtBy: (_: unknown, _args: unknown, { caller }: MemoryContext) => caller.member?.id ?? null,
      priceMinor: () => 100,
      takingsMinor: ({ seatsTaken }: { seatsTaken: number }) => seatsTaken * 100,
      revenueMinor: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        needAnalytics(ctx);
        return 4200;
      },
    },
  });
}

/** Three tiny subgraphs, and the supergraph composed of them. */
export class TinyHouse {
  readonly world = new TinyWorld();
  readonly tenancy = tenancy(this.world);
  readonly booking = booking(this.world);
  readonly billing = billing(this.world);
  readonly subgraphs = [this.tenancy, this.booking, this.billing];

  /** @throws {Error} when the subgraphs do not compose. */
  compose(): string {
    const services = this.subgraphs.map(({ name, typeDefs }) => ({
      name,
      url: `http://${name}.internal`,
      typeDefs,
    }));
    const { supergraphSdl, errors } = composeServices(services);
    if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
    return supergraphSdl;
  }
}
