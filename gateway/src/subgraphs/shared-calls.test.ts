import type { Caller, CallerMember, CallerTenant } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SharedCall, SharedCalls } from './shared-calls.ts';

const TENANT: CallerTenant = {
  id: newId('tnt'),
  edition: 'fitness',
  timeZone: 'Europe/Oslo',
  currency: 'NOK',
  plan: 'fitness:pro',
  features: ['analytics'],
  upgrades: { reports: 'fitness:max' },
  limits: { bookings: 10 },
};
const MEMBER: CallerMember = {
  id: newId('mbr'),
  identityId: newId('idn'),
  sessionId: 'one',
  roles: ['TRAINER'],
  actions: ['booking.read'],
};
const CALLER: Caller = { kind: 'public', requestId: 'first', tenant: TENANT, member: MEMBER };
const CALL: SharedCall = {
  subgraph: 'booking',
  query: '{ sessions { id } }',
  variablesText: '{"first":1}',
  variables: { first: 1 },
  caller: CALLER,
};

function newCalls() {
  const calls = new SharedCalls();
  const open: ReturnType<typeof Promise.withResolvers<SubgraphAnswer>>[] = [];
  const ask = () => {
    const asked = Promise.withResolvers<SubgraphAnswer>();
    open.push(asked);
    return asked.promise;
  };
  return { calls, open, join: (call: SharedCall) => calls.join(call, ask) };
}

describe('SharedCalls', () => {
  it('asks once for two requests of the same caller that ask the same at the same moment', async () => {
    const { join, open } = newCalls();
    const answers = [
      join(CALL),
      join({ ...CALL, caller: { ...structuredClone(CALLER), requestId: 'second' } }),
    ];
    expect(open).toHaveLength(1);
    open[0]?.resolve({ data: { sessions: [{ id: 's1' }] } });
    const [first, second] = await Promise.all(answers);
    expect(second).toEqual(first);
  });

  it('gives each its own objects', async () => {
    const { join, open } = newCalls();
    const first = join(CALL).then(({ data }) => {
      Object(data).sessions[0].id = 'changed';
    });
    const second = join(CALL);
    open[0]?.resolve({ data: { sessions: [{ id: 's1' }] } });
    await first;
    expect(await second).toEqual({ data: { sessions: [{ id: 's1' }] } });
  });

  const other = (tenant: Partial<CallerTenant>, member: Partial<CallerMember> = {}): Caller => ({
    ...CALLER,
    tenant: { ...TENANT, ...tenant },
    member: { ...MEMBER, ...member },
  });

  it.each<[string, Partial<SharedCall>]>([
    ['tenants', { caller: other({ id: newId('tnt') }) }],
    ['editions', { caller: other({ edition: 'clinic' }) }],
    ['time zones', { caller: other({ timeZone: 'UTC' }) }],
    ['currencies', { caller: other({ currency: 'EUR' }) }],
    ['plans', { caller: other({ plan: 'fitness:starter' }) }],
    ['features', { caller: other({ features: [] }) }],
    ['upgrades', { caller: other({ upgrades: {} }) }],
    ['limits', { caller: other({ limits: { bookings: 11 } }) }],
    ['members', { caller: other({}, { id: newId('mbr') }) }],
    ['identities', { caller: other({}, { identityId: newId('idn') }) }],
    ['sessions', { caller: other({}, { sessionId: 'two' }) }],
    ['roles', { caller: other({}, { roles: ['CUSTOMER'] }) }],
    ['actions', { caller: other({}, { actions: [] }) }],
    ['nobody and somebody', { caller: { ...CALLER, member: null } }],
    ['the platform and a tenant', { caller: { ...CALLER, tenant: null } }],
    ['the gateway itself and the public', { caller: { ...CALLER, kind: 'gateway' } }],
    ['subgraphs', { subgraph: 'billing' }],
    ['queries', { query: '{ sessions { startsAt } }' }],
    ['operations', { operationName: 'Other' }],
    ['variables', { variablesText: '{"first":2}' }],
    ['cookies', { cookies: { '__Host-freehold-refresh': 'x' } }],
  ])('never shares between two %s', (_, change) => {
    const { join, open } = newCalls();
    void join(CALL);
    void join({ ...CALL, ...change });
    expect(open).toHaveLength(2);
  });

  it('never gives one tenant what another asked for, whatever the two ask', async () => {
    const text = fc.string({ maxLength: 8 });
    const asked = fc.record({
      tenant: fc.constantFrom('a', 'b'),
      query: text,
      variablesText: text,
      operationName: text,
    });
    const tenants = { a: TENANT, b: { ...TENANT, id: newId('tnt') } };
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 12 }), async (questions) => {
        const calls = new SharedCalls();
        const answers = questions.map(({ tenant, ...call }) => {
          const caller: Caller = { ...CALLER, tenant: tenants[tenant as 'a' | 'b'] };
          return calls.join({ ...CALL, ...call, caller }, async () => ({ data: { tenant } }));
        });
        const seen = (await Promise.all(answers)).map(({ data }) => data?.tenant);
        expect(seen).toEqual(questions.map(({ tenant }) => tenant));
      }),
    );
  });

  it('joins nobody to a call that began before a mutation of the tenant has ended', async () => {
    const { calls, join, open } = newCalls();
    const before = join(CALL);
    calls.forget(CALLER);
    const after = join(CALL);
    expect(open).toHaveLength(2);
    open[0]?.resolve({ data: { seats: 1 } });
    await before;
    void join(CALL);
    expect(open).toHaveLength(2);
    open[1]?.resolve({ data: { seats: 0 } });
    expect(await after).toEqual({ data: { seats: 0 } });
  });

  it('tells a failure to all who wait, and asks anew afterwards', async () => {
    const { join, open } = newCalls();
    const answers = [join(CALL), join(CALL)];
    open[0]?.reject(new Error('lost'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void join(CALL);
    expect(open).toHaveLength(2);
  });
});
