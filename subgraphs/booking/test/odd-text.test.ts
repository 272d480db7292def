import type { TestTenant } from '@freehold/kernel/testing/callers';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { anyKey, faces } from './scene.ts';

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
});
afterAll(() => test.close());

const NUL = '\0';
const HALF = '\ud83d';
const CREATE_POOL =
  'mutation ($input: CreateResourcePoolInput!) { createResourcePool(input: $input) { pool { name } } }';
const CREATE_EVENT =
  'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { name description locationName } } }';
const CREATE_LOCATION =
  'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }';
const CUSTOMERS =
  'query ($search: String) { customers(first: 1, search: $search) { edges { node { name } } } }';
const CONVERSATION = `query ($id: ID!) {
  appointmentsOfConversation(first: 1, conversationId: $id) { edges { node { id } } } }`;
const POOLS = '{ resourcePools(first: 100) { edges { node { name } } } }';

const eventNamed = (name: string, description = '') => ({
  input: {
    name,
    description,
    startsAt: '2026-12-01T18:00:00Z',
    endsAt: '2026-12-01T20:00:00Z',
    idempotencyKey: anyKey(),
  },
});

describe('text that no database keeps', () => {
  it.each([NUL, `a${NUL}b`, HALF, `a${HALF}b`])('is refused wherever it stands: %j', async (text) => {
    const named = { input: { name: text, idempotencyKey: anyKey() } };
    const asked: [string, Record<string, unknown>][] = [
      [CREATE_POOL, named],
      [CREATE_EVENT, eventNamed(text)],
      [CREATE_EVENT, eventNamed('Open day', text)],
      [CREATE_LOCATION, { input: { ...named.input, timeZone: 'Europe/Oslo' } }],
      [CUSTOMERS, { search: text }],
      [CONVERSATION, { id: text }],
    ];
    for (const [query, variables] of asked)
      expect([query, await refusalOf(test.subgraph, gym.owner, query, variables)]).toMatchObject([
        query,
        { code: 'INVALID' },
      ]);
    expect(await ask(test.subgraph, gym.owner, POOLS)).toEqual({ resourcePools: { edges: [] } });
  });
});

describe('odd text', () => {
  it.each([
    '😀',
    '\u202eevil',
    '\u200bx',
    "'; drop table booking.booking; --",
    '{{7*7}}',
    '<b>x</b>',
    '\uffff',
    '__proto__',
  ])('comes back as it was said: %j', async (text) => {
    const { createEvent } = await ask<{ createEvent: unknown }>(
      test.subgraph,
      newTenant(bookingSubgraph, { limits: {} }).owner,
      CREATE_EVENT,
      eventNamed(text, text),
    );
    expect(createEvent).toEqual({ event: { name: text, description: text, locationName: null } });
  });
});
