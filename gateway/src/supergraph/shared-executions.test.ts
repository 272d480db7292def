import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../../test/faults/held-subgraph.ts';
import { type Asking, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { REFRESH_COOKIE } from '../cookies/refresh-cookie.ts';

/** Booking answers first, and is done with while billing is asked. */
const SEATS = 'query ($first: Int = 1) { sessions(first: $first) { id revenueMinor } }';

describe('SharedExecutions', () => {
  let gateway: TinyGateway;
  let billing: HeldSubgraph;
  let tenant: TinyTenant;
  let token: string;
  beforeEach(async () => {
    const house = new TinyHouse();
    billing = new HeldSubgraph(house.billing);
    gateway = await startTinyGateway({}, house, [house.tenancy, house.booking, billing]);
    tenant = gateway.world.addTenant('fitzone');
    token = await gateway.token(gateway.world.signIn(tenant));
    // Whoever asks is known, and the document, before anything is held.
    await gateway.ask(tenant, SEATS, { token });
    gateway.house.booking.calls.length = 0;
  });
  afterEach(() => gateway.close());

  /** Asks while the first of all waits for billing; how often booking was asked, and all answers. */
  async function besides(...others: readonly (readonly [TinyTenant, Asking])[]) {
    billing.hold();
    const asked = billing.asked;
    const answers = [gateway.ask(tenant, SEATS, { token })];
    await expect.poll(() => billing.asked).toBe(asked + 1);
    for (const [where, asking] of others) answers.push(gateway.ask(where, SEATS, asking));
    // All of them have come as far as they can.
    await new Promise((resolve) => setTimeout(resolve, 150));
    billing.letGo();
    const bodies = (await Promise.all(answers)).map(({ body }) => body);
    return { bodies, calls: gateway.house.booking.calls.length };
  }

  it('answers everybody who asks the same meanwhile from one execution', async () => {
    const { bodies, calls } = await besides([tenant, { token }], [tenant, { token }]);
    expect(calls).toBe(1);
    expect(bodies[0]).toEqual({ data: { sessions: [{ id: 's1', revenueMinor: 4200 }] } });
    expect(bodies.slice(1)).toEqual([bodies[0], bodies[0]]);
  });

  it('sends all of them the same text, whatever the type that they ask for, and each its own head', async () => {
    const type = 'application/graphql-response+json';
    billing.hold();
    const asked = billing.asked;
    const answers = ['application/json', type].map((accept) =>
      gateway.ask(tenant, SEATS, { token, headers: { accept } }),
    );
    await expect.poll(() => billing.asked).toBe(asked + 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    billing.letGo();
    const [one, other] = await Promise.all(answers);
    expect(gateway.house.booking.calls).toHaveLength(1);
    expect(other?.body).toEqual(one?.body);
    expect(other?.headers['content-length']).toBe(one?.headers['content-length']);
    expect(one?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(other?.headers['content-type']).toBe(`${type}; charset=utf-8`);
    expect(other?.headers['x-request-id']).not.toBe(one?.headers['x-request-id']);
  });

  it('keeps other members, tenants, strangers, variables and cookies apart', async () => {
    const other = gateway.world.addTenant('yogaflow', []);
    const colleague = await gateway.token(gateway.world.signIn(tenant));
    const { bodies, calls } = await besides(
      [tenant, { token: colleague }],
      [other, { token: await gateway.token(gateway.world.signIn(other)) }],
      [tenant, {}],
      [tenant, { token, variables: { first: 2 } }],
      [tenant, { token, headers: { cookie: `${REFRESH_COOKIE}=mine` } }],
    );
    expect(calls).toBe(6);
    expect(bodies[2]?.errors[0].extensions.code).toBe('PLAN_UPGRADE_REQUIRED');
    expect(bodies[4]?.data.sessions).toHaveLength(2);
  });

  it('tells nobody what was true before a mutation of the tenant that has ended', async () => {
    billing.hold();
    const before = gateway.ask(tenant, SEATS, { token });
    await expect.poll(() => gateway.house.booking.calls.length).toBe(1);
    await gateway.ask(tenant, 'mutation { signIn(name: "x") }', { token });
    const after = gateway.ask(tenant, SEATS, { token });
    await expect.poll(() => gateway.house.booking.calls.length).toBe(2);
    billing.letGo();
    expect((await after).body).toEqual((await before).body);
  });

  it('answers everybody else while somebody sends what cannot be written', async () => {
    const depth = 20_000;
    const hostile = `{"query":${JSON.stringify(SEATS)},"variables":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    billing.hold();
    const attack = gateway.post(tenant.host, hostile, { 'content-type': 'application/json' });
    const answers = [gateway.ask(tenant, SEATS, { token }), gateway.ask(tenant, SEATS, { token })];
    await new Promise((resolve) => setTimeout(resolve, 150));
    billing.letGo();
    expect((await attack).status).toBe(400);
    for (const { body } of await Promise.all(answers)) expect(body.errors).toBeUndefined();
  });

  it('carries a failure to all who wait, and is over with it', async () => {
    gateway.house.billing.isDown = true;
    const { bodies, calls } = await besides([tenant, { token }]);
    expect(calls).toBe(1);
    expect(bodies.map(({ errors }) => errors[0].extensions.code)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
    gateway.house.billing.isDown = false;
    expect((await gateway.ask(tenant, SEATS, { token })).body.errors).toBeUndefined();
  });
});
