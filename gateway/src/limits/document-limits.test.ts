import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** A document of fragments of which each spreads the next twice. */
const bomb = `{ sessions(first: 1) { ...F0 } } ${times(
  16,
  (index) => `fragment F${index} on Session { ...F${index + 1} ...F${index + 1} }`,
)} fragment F16 on Session { id }`;

/** The same, but each time for another type: nothing of it can be taken together. */
const bombOfTypes = (levels: number) =>
  `{ session(id: "s1") { ...F0 } } ${times(
    levels,
    (index) => `fragment F${index} on Moved { ... on Session { ...F${index + 1} } ...F${index + 1} }`,
  )} fragment F${levels} on Moved { id }`;

describe('documentLimits', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;

  beforeAll(async () => {
    gateway = await startTinyGateway();
    tenant = gateway.world.addTenant('fitzone');
  });
  afterAll(() => gateway.close());

  it.each([
    ['tokens', `{ ${times(1000, () => '__typename')} }`, 1000],
    ['aliases', `{ ${times(16, (index) => `a${index}: __typename`)} }`, 15],
    ['directives', `{ ${times(6, () => 'tenant @include(if: true) { name }')} }`, 5],
    ['rootFields', `{ ${times(11, () => '__typename')} }`, 10],
    ['rootFields', `{ ${times(11, () => '...R')} } fragment R on Query { __typename }`, 10],
    ['selections', bombOfTypes(30), 500],
    ['selections', `{ session(id: "s1") { ${times(500, () => 'id')} } }`, 500],
    ['depth', `{ ${times(8, () => 'tenant {')} name ${times(8, () => '}')} }`, 8],
  ])('refuses a document beyond the limit for %s before anything is asked', async (limit, query, max) => {
    const asked = gateway.house.subgraphs.map(({ calls }) => calls.length);
    const { status, body } = await gateway.ask(tenant, query);
    expect(status).toBe(400);
    const codes = body.errors.map(({ extensions }: { extensions: object }) => extensions);
    expect(codes).toContainEqual({ code: 'DOCUMENT_LIMIT_EXCEEDED', limit, max });
    const fetched = gateway.house.booking.calls.length;
    expect(fetched).toBe(asked[1]);
  });

  it.each(['representations', 'representations_1', 'contextualArgument_1_0', 'contextualArgument_12_3_4'])(
    'refuses the variable %s, by which plans ask for entities and give what they take from above',
    async (name) => {
      const query = `query($${name}: Int!) { sessions(first: $${name}) { id } }`;
      const { status, body } = await gateway.ask(tenant, query, { variables: { [name]: 1 } });
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
      const like = query.replaceAll(name, `${name}s`);
      const answered = await gateway.ask(tenant, like, { variables: { [`${name}s`]: 1 } });
      expect(answered.status).toBe(200);
    },
  );

  it.each([
    [
      '15 aliases',
      `{ ${times(9, (index) => `a${index}: __typename`)} tenant { ${times(6, (index) => `b${index}: name`)} } }`,
    ],
    ['5 directives', `{ tenant { ${times(5, () => 'name @include(if: true)')} } }`],
    ['499 selections below one', `{ session(id: "s1") { ${times(499, () => 'id')} } }`],
    ['a bomb of fragments that is small when measured', bomb],
    ['introspection as tools ask for it', getIntrospectionQuery()],
    [
      'introspection, which is deep by nature',
      '{ __schema { types { fields { type { ofType { ofType { ofType { ofType { name } } } } } } } } }',
    ],
  ])('lets %s pass', async (_, query) => {
    const { status, body } = await gateway.ask(tenant, query);
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('refuses fragments that spread themselves', async () => {
    const query = '{ tenant { ...A } } fragment A on Tenant { ...B } fragment B on Tenant { ...A }';
    const { status } = await gateway.ask(tenant, query);
    expect(status).toBe(400);
  });

  it('holds over sockets as well', async () => {
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', `subscription { seatsChanged { ${times(16, (index) => `a${index}: id`)} } }`);
    const { type, payload } = await socket.next('1');
    expect([type, payload]).toMatchObject([
      'error',
      [{ extensions: { code: 'DOCUMENT_LIMIT_EXCEEDED', limit: 'aliases' } }],
    ]);
    socket.subscribe('2', `subscription { ${times(1000, () => '__typename')} }`);
    const refused = await socket.next('2');
    expect(refused).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'DOCUMENT_LIMIT_EXCEEDED', limit: 'tokens' } }],
    });
    socket.socket.close();
  });
});
