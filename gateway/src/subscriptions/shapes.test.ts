import { beforeAll, describe, expect, it } from 'vitest';
import { heardIn, Listening } from '../../test/listening.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const MOVED = `subscription {
  it: moved {
    kind: __typename id
    ... on Session { taken: seatsTaken earned: revenueMinor }
    ...C
  }
}
fragment C on Course { level fee: feeMinor }`;

interface Shape {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly seats?: number;
  readonly data: unknown;
  readonly codes?: readonly string[];
}

/** What is asked, and what an event of session s1 with `seats` (7) seats is then. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'one field under two aliases': {
    query: 'subscription { s: seatsChanged { a: id b: id x: priceMinor y: priceMinor } }',
    data: { s: { a: 's1', b: 's1', x: 100, y: 100 } },
  },
  'fragments inside fragments, across subgraphs': {
    query: `subscription { seatsChanged { ...A } }
      fragment A on Session { id ...B trainer { ...T } } fragment B on Session { priceMinor } fragment T on Member { name }`,
    data: { seatsChanged: { id: 's1', priceMinor: 100, trainer: { name: 'Name of trainer-of-s1' } } },
  },
  'a field of another subgraph that is not included': {
    query:
      'subscription($no: Boolean = false) { seatsChanged { id priceMinor @include(if: $no) revenueMinor @skip(if: true) } }',
    data: { seatsChanged: { id: 's1' } },
  },
  'a variable that turns its default around': {
    query: 'subscription($no: Boolean = false) { seatsChanged { id priceMinor @include(if: $no) } }',
    variables: { no: true },
    data: { seatsChanged: { id: 's1', priceMinor: 100 } },
  },
  'a field beside one that needs others and is not included': {
    query: 'subscription($all: Boolean!) { seatsChanged { priceMinor takingsMinor @include(if: $all) } }',
    variables: { all: false },
    data: { seatsChanged: { priceMinor: 100 } },
  },
  'a field that needs others and is included': {
    query: 'subscription($all: Boolean!) { seatsChanged { priceMinor takingsMinor @include(if: $all) } }',
    variables: { all: true },
    data: { seatsChanged: { priceMinor: 100, takingsMinor: 700 } },
  },
  'an object that is left without fields': {
    query: 'subscription($no: Boolean = false) { seatsChanged { id trainer { name @include(if: $no) } } }',
    data: { seatsChanged: { id: 's1', trainer: {} } },
  },
  'an event that is left without fields': {
    query: 'subscription($no: Boolean = false) { seatsChanged { priceMinor @include(if: $no) } }',
    data: { seatsChanged: {} },
  },
  'an argument in a variable that the primary subgraph reads': {
    query: 'subscription($n: Int) { seatsChanged(above: $n) { seatsTaken } }',
    variables: { n: 6 },
    data: { seatsChanged: { seatsTaken: 7 } },
  },
  'an abstract type that is one thing': {
    query: MOVED,
    data: { it: { kind: 'Session', id: 's1', taken: 7, earned: 4200 } },
  },
  'an abstract type that is another': {
    query: MOVED,
    seats: 8,
    data: { it: { kind: 'Course', id: 's1', level: 8, fee: 900 } },
  },
  'an abstract type that is nothing': { query: MOVED, seats: 13, data: { it: null } },
  'an event that fails': {
    query: 'subscription { f: faultySeats { id } }',
    data: { f: null },
    codes: ['INTERNAL'],
  },
  'an event in which what is never null is null': {
    query: 'subscription { seatsChanged { id never } }',
    data: { seatsChanged: null },
    codes: ['INTERNAL'],
  },
  'names of types alone': {
    query: 'subscription { seatsChanged { __typename trainer { __typename } } }',
    data: { seatsChanged: { __typename: 'Session', trainer: { __typename: 'Member' } } },
  },
};

describe('an event has the shape that was asked for:', () => {
  const at = new Listening();
  let tenant: TinyTenant;
  beforeAll(() => {
    tenant = at.gateway.world.addTenant('shapes');
  });

  it.each(Object.entries(SHAPES))('%s', async (_, { query, variables = {}, seats = 7, data, codes = [] }) => {
    const socket = await at.listen(tenant, query, { variables });
    at.move(tenant, seats);
    const heard = heardIn(await socket.next('1'));
    expect({ data: heard.data, codes: heard.codes }).toEqual({ data, codes });
    expect(heard.cursor).toMatch(/^[\w-]{57}$/);
    expect(socket.messages).toEqual([]);
  });

  it('loses with the plan what is inside fragments on an abstract type, under every alias, and nothing else', async () => {
    const falling = at.gateway.world.addTenant('falling');
    const query = `subscription { it: moved { id ...S } }
      fragment S on Moved { ... on Session { e1: revenueMinor waiting seatsTaken ...T } } fragment T on Session { e2: revenueMinor }`;
    const socket = await at.listen(falling, query);
    at.move(falling, 7);
    const full = { id: 's1', e1: 4200, waiting: 3, seatsTaken: 7, e2: 4200 };
    expect(heardIn(await socket.next('1')).data).toEqual({ it: full });
    const before = at.subscribed;
    at.gateway.world.entitle(falling, []);
    await expect.poll(() => at.subscribed).toBeGreaterThan(before);
    at.move(falling, 9);
    const { data, codes } = heardIn(await socket.next('1'));
    expect(data).toEqual({ it: { id: 's1', e1: null, waiting: null, seatsTaken: 9, e2: null } });
    expect(codes).toEqual(Array(3).fill('PLAN_UPGRADE_REQUIRED'));
  });
});
