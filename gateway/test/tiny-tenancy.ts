import { GraphQLError } from 'graphql';
import { type MemoryContext, MemorySubgraph } from './memory-subgraph.ts';
import type { TinyWorld } from './tiny-world.ts';

const TENANCY_SDL = `
  type Query {
    tenant: Tenant
    me: Member
    _host(host: String!): _HostTenant @inaccessible
    _session(tenantId: ID!, id: ID!): _SessionState @inaccessible
  }
  type Mutation { refreshSession: String  plantCookie: String  signIn(name: String!): String }
  type Subscription { _accessChanged: _AccessChange! @inaccessible }
  type Tenant @key(fields: "id") { id: ID!  name: String! }
  type Member @key(fields: "id") { id: ID!  name: String }
  type _HostTenant @inaccessible {
    tenantId: ID!  edition: String!  timeZone: String!  currency: String!  access: String!
  }
  type _SessionState @inaccessible {
    tenantId: ID!  memberId: ID!  identityId: ID!  roles: [String!]!  expiresAt: String!
  }
  type _AccessChange @inaccessible { tenantId: ID  sessionId: ID }
`;

/** Refuses everybody but the gateway. */
export function gatewayOnly({ caller }: MemoryContext): void {
  if (caller.kind !== 'gateway') throw new GraphQLError('No.', { extensions: { code: 'FORBIDDEN' } });
}

const REFRESH = '__Host-freehold-refresh';
/** What a subgraph may plant in a browser. */
export const COOKIE = { name: REFRESH, value: 'next', maxAgeSeconds: 60 };

function tenancyQueries(world: TinyWorld) {
  return {
    tenant: (_: unknown, _args: unknown, { caller }: MemoryContext) =>
      world.tenants.find(({ id }) => id === caller.tenant?.id) ?? null,
    me: (_: unknown, _args: unknown, { caller }: MemoryContext) => caller.member,
    _host: (_: unknown, { host }: { host: string }, ctx: MemoryContext) => {
      gatewayOnly(ctx);
      const found = world.tenants.find((tenant) => tenant.host === host);
      if (!found) return null;
      const { id: tenantId, access } = found;
      return { tenantId, access, edition: 'fitness', timeZone: 'Europe/Oslo', currency: 'NOK' };
    },
    _session: (_: unknown, { tenantId, id }: Record<string, string>, ctx: MemoryContext) => {
      gatewayOnly(ctx);
      const found = world.sessions.get(id ?? '');
      if (!found || found.tenantId !== tenantId) return null;
      return { ...found, expiresAt: found.expiresAt.toISOString() };
    },
  };
}

/** The tiny subgraph that knows who is who, and which tenants there are. */
export function tenancy(world: TinyWorld): MemorySubgraph {
  return new MemorySubgraph('tenancy', TENANCY_SDL, {
    Query: tenancyQueries(world),
    Mutation: {
      refreshSession: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        ctx.setCookies.push(COOKIE);
        return JSON.stringify(ctx.cookies);
      },
      signIn: (_: unknown, { name }: { name: string }) => name,
      plantCookie: (_: unknown, _args: unknown, ctx: MemoryContext) => {
        ctx.setCookies.push({ ...COOKIE, name: 'other' });
        return 'planted';
      },
    },
    Subscription: {
      _accessChanged: {
        subscribe: (_: unknown, _args: unknown, ctx: MemoryContext) => {
          gatewayOnly(ctx);
          return world.accessChanged.open();
        },
        resolve: (event: unknown) => event,
      },
    },
    Tenant: {
      __resolveReference: ({ id }: { id: string }) => world.tenants.find((tenant) => tenant.id === id),
    },
    Member: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Name of ${id}` }) },
  });
}
