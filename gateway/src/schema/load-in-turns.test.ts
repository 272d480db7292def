import { Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { ApolloServer } from '@apollo/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import { supergraphOf, without } from '../../test/tiny-supergraphs.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import type { GatewaySchema } from './gateway-schema.ts';
import { SchemaRefused } from './schema-loader.ts';

const ROLES = { TENANT_OWNER: ['booking.read'], CUSTOMER: ['booking.read'] };
const KNOWN = [1, 2, 3].map((mark) => `{ page${mark}: sessions(first: 1) { id revenueMinor } }`);
const HELD = '{ sessions(first: 1) { id heldBy } }';

/** Counts the turns of the loop, and in which of them long work was done. */
class Turns {
  #turn = 0;
  #next = setImmediate(() => this.#count());
  readonly #spies: { mockRestore(): void }[] = [];
  readonly worked: (readonly [what: string, turn: number])[] = [];

  #count(): void {
    this.#turn += 1;
    this.#next = setImmediate(() => this.#count());
  }

  /** Watches a method, which goes on doing what it does. */
  watch(of: object, name: string): this {
    const what = of as Record<string, (...given: unknown[]) => unknown>;
    const original = what[name];
    const { worked } = this;
    const now = () => this.#turn;
    const spy = vi.spyOn(what, name);
    spy.mockImplementation(function (this: unknown, ...given) {
      worked.push([name, now()]);
      return original?.apply(this, given);
    });
    this.#spies.push(spy);
    return this;
  }

  stop(): void {
    clearImmediate(this.#next);
    for (const spy of this.#spies) spy.mockRestore();
  }
}

describe('a schema that is loaded in turns with requests', () => {
  let house: TinyHouse;
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  let narrow: GatewaySchema;
  let wide: GatewaySchema;

  beforeEach(async () => {
    house = new TinyHouse();
    narrow = {
      roles: ROLES,
      supergraphSdl: supergraphOf(house, { booking: without('Session', 'heldBy') }),
    };
    wide = { roles: ROLES, supergraphSdl: supergraphOf(house) };
    gateway = await startTinyGateway(narrow, house);
    tenant = gateway.world.addTenant('fitzone');
  });
  afterEach(() => gateway.close());

  const ask = (query: string, headers: Record<string, string> = {}) =>
    gateway.ask(tenant, query, { headers });

  it('has each part of the work done once, in a turn of its own', async () => {
    for (const query of KNOWN) await ask(query);
    const turns = new Turns();
    turns
      .watch(Supergraph, 'build')
      .watch(Supergraph.prototype, 'apiSchema')
      .watch(Schema.prototype, 'toGraphQLJSSchema')
      .watch(QueryPlanner.prototype, 'collectAllOverrideLabels')
      .watch(QueryPlanner.prototype, 'buildQueryPlan');
    await gateway.gateway.load(wide).finally(() => turns.stop());
    const plans = KNOWN.map(() => 'buildQueryPlan');
    expect(turns.worked.map(([what]) => what)).toEqual([
      ...['build', 'apiSchema', 'toGraphQLJSSchema', 'collectAllOverrideLabels', ...plans],
    ]);
    expect(new Set(turns.worked.map(([, turn]) => turn)).size).toBe(turns.worked.length);
  });

  it('has planned what was asked of late before it is served', async () => {
    for (const query of KNOWN) await ask(query);
    await gateway.gateway.load(wide);
    const plan = vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const pipeline = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
    for (const [index, query] of KNOWN.entries())
      expect((await ask(query)).body).toEqual({
        data: { [`page${index + 1}`]: [{ id: 's1', revenueMinor: 4200 }] },
      });
    expect([plan.mock.calls, pipeline.mock.calls]).toEqual([[], []]);
    expect((await ask(HELD)).status).toBe(200);
    expect([plan.mock.calls.length, pipeline.mock.calls.length]).toEqual([1, 1]);
    for (const spy of [plan, pipeline]) spy.mockRestore();
  });

  it('refuses what was valid before and is not any more', async () => {
    await gateway.gateway.load(wide);
    for (const _ of [1, 2]) expect((await ask(HELD)).status).toBe(200);
    await gateway.gateway.load(narrow);
    for (const _ of [1, 2])
      expect((await ask(HELD)).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('weighs what was asked before by the new schema', async () => {
    const dear = supergraphOf(house, {
      booking: (sdl) =>
        sdl.replace('seatsTaken: Int!', 'seatsTaken: Int! @cost(weight: 40)').replace('heldBy: ID', ''),
    });
    const cost = async () =>
      (await ask('{ sessions(first: 2) { seatsTaken } }', { 'x-freehold-cost': '1' })).body.extensions.cost
        .requested;
    expect([await cost(), await cost()]).toEqual([2, 2]);
    await gateway.gateway.load({ ...narrow, supergraphSdl: dear });
    expect([await cost(), await cost()]).toEqual([82, 82]);
  });

  it('finds out elsewhere that one is broken', async () => {
    const build = vi.spyOn(Supergraph, 'build');
    const broken = { ...wide, supergraphSdl: wide.supergraphSdl.replace('type Tenant', 'type Renamed') };
    await expect(gateway.gateway.load(broken)).rejects.toThrow(SchemaRefused);
    expect(build).not.toHaveBeenCalled();
    build.mockRestore();
  });

  it('comes after those that were given before, whether they are served or refused', async () => {
    const broken = { ...wide, supergraphSdl: 'type Query { a: Int }' };
    const loads = [wide, broken, narrow, wide].map((schema) => gateway.gateway.load(schema));
    const outcomes = (await Promise.allSettled(loads)).map(({ status }) => status);
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await ask(HELD)).status).toBe(200);
    expect(await gateway.gateway.metrics()).toContain('freehold_schema_loads_total{outcome="loaded"} 3');
  });
});
