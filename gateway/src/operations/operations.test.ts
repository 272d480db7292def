import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, type GraphQLFormattedError, getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../test/test-socket.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { COST_MAX } from '../costs/cost-budget.ts';
import { operationCost } from '../costs/operation-cost.ts';
import { DocumentGate } from '../limits/document-gate.ts';
import { atOnce } from '../under-way/in-parts.ts';
import { hashOf, OperationManifest } from './operation-manifest.ts';

const SEATS =
  'query Seats($first: Int!) {\n  sessions(first: $first) {\n    __typename\n    id\n    ...Row\n  }\n}\n\nfragment Row on Session {\n  __typename\n  seatsTaken\n}';
const LIVE = 'subscription Live { seatsChanged { id } }';
const NAME = '{ tenant { name } }';
const MANIFEST = Object.fromEntries([SEATS, LIVE].map((document) => [hashOf(document), document]));
const JSON_TYPE = { 'content-type': 'application/json' };

describe('persisted operations', () => {
  let open: TinyGateway;
  let closed: TinyGateway;
  let tenants: [TinyTenant, TinyTenant];

  beforeAll(async () => {
    open = await startTinyGateway({ operations: MANIFEST });
    closed = await startTinyGateway({ operations: MANIFEST, persistedOnly: true });
    tenants = [open.world.addTenant('fitzone'), closed.world.addTenant('fitzone')];
  });
  afterAll(async () => {
    await open.close();
    await closed.close();
  });

  const byHash = (
    gateway: TinyGateway,
    host: string,
    sha256Hash: string,
    more: Record<string, unknown> = {},
  ) => {
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    return gateway.post(host, JSON.stringify({ extensions, ...more }), JSON_TYPE);
  };

  it('answers a hash with what its document asks', async () => {
    for (const [index, gateway] of [open, closed].entries()) {
      const { status, body } = await byHash(gateway, tenants[index]?.host ?? '', hashOf(SEATS), {
        variables: { first: 1 },
      });
      expect(status).toBe(200);
      expect(body.data).toEqual({ sessions: [{ __typename: 'Session', id: 's1', seatsTaken: 1 }] });
    }
  });

  it.each([
    ['a hash that it does not know', hashOf(NAME), {}, 404, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a hash beside another query', hashOf(SEATS), { query: NAME }, 400, 'BAD_REQUEST'],
    ['what is no hash', 'constructor', {}, 400, 'BAD_REQUEST'],
  ])('refuses %s', async (_, hash, more, status, code) => {
    const answer = await byHash(open, tenants[0].host, hash, more);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
  });

  it('takes null for no hash', async () => {
    const body = JSON.stringify({ query: NAME, extensions: { persistedQuery: null } });
    expect((await open.post(tenants[0].host, body, JSON_TYPE)).status).toBe(200);
  });

  it('learns what a client sends beside its hash, where others than listed ones are answered', async () => {
    const learned = [];
    for (const [index, gateway] of [open, closed].entries()) {
      const host = tenants[index]?.host ?? '';
      const first = await byHash(gateway, host, hashOf(NAME), { query: NAME });
      learned.push([first.status, (await byHash(gateway, host, hashOf(NAME))).status]);
    }
    expect(learned).toEqual([
      [200, 200],
      [400, 404],
    ]);
  });

  it('learns nothing under the hash of another document', async () => {
    const other = '{ me { id } }';
    await byHash(open, tenants[0].host, hashOf(other), { query: '{ tenant { id } }' });
    expect((await byHash(open, tenants[0].host, hashOf(other))).status).toBe(404);
  });

  it('answers every document unless only listed ones are to be answered', async () => {
    expect((await open.ask(tenants[0], NAME)).status).toBe(200);
    const { status, body } = await closed.ask(tenants[1], NAME);
    expect([status, body.errors[0].extensions]).toEqual([400, { code: 'OPERATION_NOT_LISTED' }]);
    const invalid = await closed.ask(tenants[1], '{ tenant { nothing } }');
    expect(invalid.body.errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_LISTED' } }]);
    const known = await closed.ask(tenants[1], '{ __schema { queryType { name } } }');
    expect(known.body.errors[0].extensions.code).toBe('OPERATION_NOT_LISTED');
  });

  it.each([
    ['a listed document as it is', SEATS, 200],
    [
      'in another dress',
      'fragment Row on Session { seatsTaken __typename } query Seats($first:Int!){sessions(first:$first){id,...Row}}',
      200,
    ],
    ['with one field more', SEATS.replace('id', 'id waiting'), 400],
    ['with another argument', SEATS.replace('first: $first', 'first: 2'), 400],
    ['with an alias of __typename', SEATS.replace('id', 'id a: __typename'), 400],
    ['with another operation beside it', `${SEATS} query Other { tenant { name } }`, 400],
  ])('where only listed ones are answered, judges %s', async (_, query, status) => {
    const answer = await closed.ask(tenants[1], query, { variables: { first: 1 } });
    const isUnnamed = answer.body.errors?.[0].extensions.code === 'OPERATION_RESOLUTION_FAILURE';
    expect([answer.status, isUnnamed && status === 200]).toEqual([status, false]);
  });

  it('holds over sockets as well', async () => {
    const socket = await closed.connect(tenants[1]);
    socket.subscribe('1', LIVE);
    await expect.poll(() => closed.world.seatsChanged.size).toBe(1);
    socket.subscribe('2', 'subscription { seatsChanged { id seatsTaken } }');
    expect(await socket.next('2')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'OPERATION_NOT_LISTED' } }] },
    });
    socket.socket.close();
  });

  describe('over sockets', () => {
    const named = (document: string, query = '') => ({
      query,
      extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(document) } },
    });
    const codeOf = ({ type, payload }: Message) => [
      type,
      JSON.parse(JSON.stringify(payload)).map(({ message, extensions }: GraphQLFormattedError) => [
        message,
        extensions?.code,
      ]),
    ];

    it('answers a hash with what its document asks, and tells the events of one', async () => {
      for (const [index, gateway] of [open, closed].entries()) {
        const tenant = tenants[index === 0 ? 0 : 1];
        const socket = await gateway.connect(tenant);
        socket.send({ type: 'subscribe', id: '1', payload: { ...named(SEATS), variables: { first: 1 } } });
        expect(await socket.next('1')).toMatchObject({
          type: 'next',
          payload: { data: { sessions: [{ __typename: 'Session', id: 's1', seatsTaken: 1 }] } },
        });
        socket.send({ type: 'subscribe', id: '2', payload: named(LIVE) });
        await expect.poll(() => gateway.world.seatsChanged.size).toBe(1);
        gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: 2 });
        expect(await socket.next('2')).toMatchObject({
          type: 'next',
          payload: { data: { seatsChanged: { id: 's1' } } },
        });
        socket.socket.close();
        await expect.poll(() => gateway.world.seatsChanged.size).toBe(0);
      }
    });

    it('learns what comes beside its hash, which whatever carries it may name from then on', async () => {
      const query = 'subscription Learned { seatsChanged { id seatsTaken } }';
      const socket = await open.connect(tenants[0]);
      socket.send({ type: 'subscribe', id: '1', payload: named(query) });
      expect(codeOf(await socket.next('1'))).toEqual([
        'error',
        [['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND']],
      ]);
      socket.send({ type: 'subscribe', id: '1', payload: named(query, query) });
      await expect.poll(() => open.world.seatsChanged.size).toBe(1);
      socket.send({ type: 'complete', id: '1' });
      await expect.poll(() => open.world.seatsChanged.size).toBe(0);
      socket.send({ type: 'subscribe', id: '2', payload: named(query) });
      await expect.poll(() => open.world.seatsChanged.size).toBe(1);
      open.world.seatsChanged.publish({ tenantId: tenants[0].id, id: 's1', seatsTaken: 3 });
      expect(await socket.next('2')).toMatchObject({
        payload: { data: { seatsChanged: { seatsTaken: 3 } } },
      });
      socket.socket.close();
      await expect.poll(() => open.world.seatsChanged.size).toBe(0);
      expect((await byHash(open, tenants[0].host, hashOf(query))).body.errors[0].extensions.code).toBe(
        'SUBSCRIPTION_NEEDS_WEBSOCKET',
      );
    });

    it.each([
      ['a hash beside another query', named(SEATS, NAME), 'The hash is not the one of the query.'],
      [
        'what is no hash',
        { query: '', extensions: { persistedQuery: { version: 1 } } },
        'The hash is no SHA-256.',
      ],
    ])('refuses %s', async (_, payload, message) => {
      const socket = await open.connect(tenants[0]);
      socket.send({ type: 'subscribe', id: '1', payload });
      expect(codeOf(await socket.next('1'))).toEqual(['error', [[message, 'BAD_REQUEST']]]);
      socket.socket.close();
    });

    it('learns nothing where only listed ones are answered', async () => {
      const query = 'query Unlisted { tenant { name } }';
      const socket = await closed.connect(tenants[1]);
      socket.send({ type: 'subscribe', id: '1', payload: named(query, query) });
      expect(await socket.next('1')).toMatchObject({
        payload: { errors: [{ extensions: { code: 'OPERATION_NOT_LISTED' } }] },
      });
      socket.send({ type: 'subscribe', id: '2', payload: named(query) });
      expect(codeOf(await socket.next('2'))).toMatchObject([
        'error',
        [['PersistedQueryNotFound', expect.anything()]],
      ]);
      socket.socket.close();
    });

    it('counts who names what nobody knows', async () => {
      const PLENTY = { addressRequestsPerMinute: 99, tenantRequestsPerMinute: 99, signInsPerMinute: 99 };
      const rates = { ...PLENTY, requestsPerMinute: 2, pointsPerMinute: 99 };
      const counting = await startTinyGateway({ rates });
      const socket = await counting.connect(counting.world.addTenant('counted'));
      const codes: unknown[] = [];
      for (const id of ['1', '2', '3']) {
        socket.send({ type: 'subscribe', id, payload: named('nobody') });
        codes.push(codeOf(await socket.next(id)));
      }
      socket.socket.close();
      await counting.close();
      expect(codes.map((code) => JSON.stringify(code).includes('RATE_LIMITED'))).toEqual([
        false,
        false,
        true,
      ]);
    });
  });

  it('does not start with a manifest that was tampered with, or with none where one is needed', async () => {
    expect(() => atOnce(OperationManifest.read({ [hashOf(SEATS)]: NAME }))).toThrow('not the one');
    await expect(startTinyGateway({ persistedOnly: true })).rejects.toThrow('none are listed');
  });
});

describe('the operations of this product', () => {
  const read = (name: string) =>
    readFileSync(fileURLToPath(import.meta.resolve(`@freehold/schema/${name}`)), 'utf8');
  const operations: Record<string, string> = JSON.parse(read('operations.json'));
  const schema = buildSchema(read('api.graphql'));
  const gate = new DocumentGate({});

  it('are a manifest', () => {
    expect(() => atOnce(OperationManifest.read(operations))).not.toThrow();
    expect(Object.keys(operations).length).toBeGreaterThan(10);
  });

  it.each(Object.values(operations).map((document) => [document.slice(0, document.indexOf('{')), document]))(
    'stay within all limits, with pages of 100: %s',
    (_, text) => {
      const document = parse(text);
      const operation = getOperationAST(document);
      if (!operation) throw new Error('There is no operation.');
      const { points } = operationCost({ schema, document, operation }, { first: 100 });
      expect(gate.refusalsOf(text)).toEqual([]);
      expect(points).toBeLessThan(COST_MAX / 4);
    },
  );
});
