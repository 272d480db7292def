import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import {
  BOOK_INTERVAL,
  givenBooking,
  givenLocation,
  givenOfferingOf,
  givenPool,
  givenRoom,
  givenSessionOf,
  HOLD,
  MINE,
  MOVE,
  newGym,
} from './booking-scene.ts';
import { anyKey, BOOK, faces, SCHEDULE } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

type What = 'Location' | 'Resource' | 'Offering';
const SHOWN: Record<What, string> = {
  Location: 'id name timeZone archivedAt',
  Resource: 'id name kind capacity location { id } pool { id } archivedAt',
  Offering:
    'id name description kind durationMinutes capacity price { amountMinor } resource { id } pool { id } bufferAfterMinutes needsApproval taxCode archivedAt',
};
const mutation = (verb: 'update' | 'archive' | 'restore', what: What) =>
  `mutation ($input: ${verb === 'update' ? 'Update' : 'Archive'}${what}Input!) {
    ${verb}${what}(input: $input) { ${what.toLowerCase()} { ${SHOWN[what]} } } }`;
const list = (what: What, args = '') =>
  `{ ${what.toLowerCase()}s(first: 10 ${args}) { edges { node { id } } } }`;
const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });
const startsAt = '2026-11-24T17:00:00Z';

const given: Record<What, (owner: Caller) => Promise<string>> = {
  Location: (owner) => givenLocation(test, owner),
  Resource: (owner) => givenRoom(test, owner),
  Offering: (owner) => givenOfferingOf(test, owner),
};
const idOf = (what: What, id: string) => ({ [`${what.toLowerCase()}Id`]: id });
const codeOf = async (caller: Caller, query: string, input: object) =>
  (await refusalOf(test.subgraph, caller, query, keyed(input))).code;
const archive = (owner: Caller, what: What, id: string) =>
  ask(test.subgraph, owner, mutation('archive', what), keyed(idOf(what, id)));

describe.each(['Location', 'Resource', 'Offering'] as const)('a changed %s', (what) => {
  it('has what was said, once for one key, and keeps the rest', async () => {
    const gym = newGym();
    const id = await given[what](gym.owner);
    const input = keyed({ ...idOf(what, id), name: ' Anew ' });
    const changed = await ask(test.subgraph, gym.owner, mutation('update', what), input);
    expect(changed).toMatchObject({
      [`update${what}`]: { [what.toLowerCase()]: { id, name: 'Anew', archivedAt: null } },
    });
    expect(await ask(test.subgraph, gym.owner, mutation('update', what), input)).toEqual(changed);
    const other = { input: { ...input.input, name: 'Other' } };
    const refusal = await refusalOf(test.subgraph, gym.owner, mutation('update', what), other);
    expect(refusal.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('is changed, archived and restored by administrators of its tenant alone', async () => {
    const [gym, other] = [newGym(), newGym()];
    const id = await given[what](gym.owner);
    for (const verb of ['update', 'archive', 'restore'] as const) {
      expect(await codeOf(gym.trainer, mutation(verb, what), idOf(what, id))).toBe('FORBIDDEN');
      expect(await codeOf(gym.anonymous, mutation(verb, what), idOf(what, id))).toBe('UNAUTHENTICATED');
      expect(await codeOf(other.owner, mutation(verb, what), idOf(what, id))).toBe('NOT_FOUND');
    }
    expect(await codeOf(gym.owner, mutation('update', what), { ...idOf(what, id), name: ' ' })).toBe(
      'INVALID',
    );
    expect(await codeOf(gym.owner, mutation('update', what), { ...idOf(what, id), name: null })).toBe(
      'INVALID',
    );
  });

  it('is left out of lists while it is archived, unless staff asks', async () => {
    const gym = newGym();
    const id = await given[what](gym.owner);
    const shows = async (caller: Caller, args?: string) => {
      const seen = await ask<Record<string, { edges: { node: { id: string } }[] }>>(
        test.subgraph,
        caller,
        list(what, args),
      );
      return Object.values(seen).some(({ edges }) => edges.some(({ node }) => node.id === id));
    };
    await archive(gym.owner, what, id);
    await archive(gym.owner, what, id);
    expect(await shows(gym.trainer)).toBe(false);
    expect(await shows(gym.trainer, 'includeArchived: true')).toBe(true);
    const refusal = await refusalOf(test.subgraph, gym.customer, list(what, 'includeArchived: true'));
    expect(refusal.code).toBe('FORBIDDEN');
    await ask(test.subgraph, gym.owner, mutation('restore', what), keyed(idOf(what, id)));
    expect(await shows(gym.trainer)).toBe(true);
  });
});

describe('an offering that is changed', () => {
  it('leaves prices of bookings and lengths of sessions as they were', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: 5 });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    await givenBooking(test, gym.customer, sessionId);
    const poolId = await givenPool(test, gym.owner, 1);
    const change = {
      priceMinor: 99_000,
      durationMinutes: 30,
      capacity: 2,
      poolId,
      taxCode: 'A',
      bufferAfterMinutes: 5,
    };
    expect(
      await ask(test.subgraph, gym.owner, mutation('update', 'Offering'), keyed({ offeringId, ...change })),
    ).toMatchObject({
      updateOffering: {
        offering: {
          price: { amountMinor: 99_000 },
          durationMinutes: 30,
          capacity: 2,
          resource: null,
          pool: { id: poolId },
          taxCode: 'A',
          bufferAfterMinutes: 5,
        },
      },
    });
    const query = `{ myBookings(first: 1) { edges { node { price { amountMinor } session { capacity startsAt endsAt } } } } }`;
    expect(await ask(test.subgraph, gym.customer, query)).toEqual({
      myBookings: {
        edges: [
          {
            node: {
              price: { amountMinor: 15_000 },
              session: {
                capacity: 5,
                startsAt: new Date(startsAt),
                endsAt: new Date('2026-11-24T18:00:00Z'),
              },
            },
          },
        ],
      },
    });
    const cleared = keyed({ offeringId, taxCode: null });
    expect(await ask(test.subgraph, gym.owner, mutation('update', 'Offering'), cleared)).toMatchObject({
      updateOffering: { offering: { taxCode: null, durationMinutes: 30 } },
    });
  });

  it.each([
    ['both a resource and a pool', () => ({ resourceId: newId('rsc'), poolId: newId('rpl') }), 'INVALID'],
    ['a resource that never was', () => ({ resourceId: newId('rsc') }), 'NOT_FOUND'],
    ['no length', () => ({ durationMinutes: 0 }), 'INVALID'],
    ['a price below nothing', () => ({ priceMinor: -1 }), 'INVALID'],
  ])('does not get %s', async (_what, wrong, code) => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    expect(await codeOf(gym.owner, mutation('update', 'Offering'), { offeringId, ...wrong() })).toBe(code);
  });
});

describe('an archived offering', () => {
  it('takes no session, no hold and no booking, and its bookings stand and can be moved', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const later = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await archive(gym.owner, 'Offering', offeringId);
    const session = { offeringId, startsAt: '2026-11-26T17:00:00Z' };
    expect(await codeOf(gym.owner, SCHEDULE, session)).toBe('OFFERING_ARCHIVED');
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK, { sessionId })).toBe('OFFERING_ARCHIVED');
    await ask(test.subgraph, gym.customer, MOVE, keyed({ bookingId, sessionId: later }));
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: {
        edges: expect.arrayContaining([{ node: expect.objectContaining({ status: 'CONFIRMED' }) }]),
      },
    });
  });

  it('has no free slots, no holds and no times to book, until it is restored', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const slots = `{ availableSlots(offeringId: "${offeringId}", from: "2026-11-24T08:00:00Z", to: "2026-11-24T10:00:00Z") { startsAt } }`;
    await archive(gym.owner, 'Offering', offeringId);
    expect(await ask(test.subgraph, gym.customer, slots)).toEqual({ availableSlots: [] });
    expect(await codeOf(gym.customer, HOLD, { offeringId, startsAt })).toBe('OFFERING_ARCHIVED');
    expect(await codeOf(gym.customer, BOOK_INTERVAL, { offeringId, startsAt })).toBe('OFFERING_ARCHIVED');
    await ask(test.subgraph, gym.owner, mutation('restore', 'Offering'), keyed({ offeringId }));
    await ask(test.subgraph, gym.customer, BOOK_INTERVAL, keyed({ offeringId, startsAt }));
  });
});

describe('an archived resource', () => {
  it('takes nothing new, while the others of its pool do', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const old = await givenRoom(test, gym.owner, { poolId });
    const other = await givenRoom(test, gym.owner, { poolId });
    const offeringId = await givenOfferingOf(test, gym.owner, { poolId });
    const book = () => ask(test.subgraph, gym.customer, BOOK_INTERVAL, keyed({ offeringId, startsAt }));
    await archive(gym.owner, 'Resource', old);
    expect(await book()).toMatchObject({
      bookInterval: { booking: { session: { resource: { id: other } } } },
    });
    expect(await codeOf(gym.customer, BOOK_INTERVAL, { offeringId, startsAt })).toBe('SLOT_TAKEN');
    await archive(gym.owner, 'Resource', other);
    expect(await codeOf(gym.customer, BOOK_INTERVAL, { offeringId, startsAt })).toBe('RESOURCE_ARCHIVED');
    const slots = `{ availableSlots(offeringId: "${offeringId}", from: "2026-11-25T08:00:00Z", to: "2026-11-25T10:00:00Z") { startsAt } }`;
    expect(await ask(test.subgraph, gym.customer, slots)).toEqual({ availableSlots: [] });
  });

  it('can be moved to another place and pool, and out of them', async () => {
    const gym = newGym();
    const locationId = await givenLocation(test, gym.owner);
    const poolId = await givenPool(test, gym.owner, 0);
    const resourceId = await givenRoom(test, gym.owner);
    const update = (change: object) =>
      ask(test.subgraph, gym.owner, mutation('update', 'Resource'), keyed({ resourceId, ...change }));
    expect(await update({ locationId, poolId, capacity: 7 })).toMatchObject({
      updateResource: { resource: { location: { id: locationId }, pool: { id: poolId }, capacity: 7 } },
    });
    expect(await update({ locationId: null, poolId: null })).toMatchObject({
      updateResource: { resource: { location: null, pool: null, capacity: 7 } },
    });
  });
});

describe('an archived location', () => {
  it('is not archived while something is there, and nothing new comes there afterwards', async () => {
    const gym = newGym();
    const locationId = await givenLocation(test, gym.owner);
    const resourceId = await givenRoom(test, gym.owner, { locationId });
    const refusal = await refusalOf(
      test.subgraph,
      gym.owner,
      mutation('archive', 'Location'),
      keyed({ locationId }),
    );
    expect(refusal).toMatchObject({ code: 'LOCATION_IN_USE', resources: 1 });
    await archive(gym.owner, 'Resource', resourceId);
    await archive(gym.owner, 'Location', locationId);
    const create = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`;
    const room = { name: 'Hall', kind: 'ROOM', capacity: 1, locationId };
    expect(await codeOf(gym.owner, create, room)).toBe('LOCATION_ARCHIVED');
    expect(await codeOf(gym.owner, mutation('restore', 'Resource'), { resourceId })).toBe(
      'LOCATION_ARCHIVED',
    );
  });

  it('never keeps a resource that came there at the same moment', async () => {
    const gym = newGym();
    const locationId = await givenLocation(test, gym.owner);
    const create = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`;
    const room = keyed({ name: 'Hall', kind: 'ROOM', capacity: 1, locationId });
    const [made, archived] = await Promise.all([
      test.subgraph.execute({ query: create, variables: room, caller: gym.owner }),
      test.subgraph.execute({
        query: mutation('archive', 'Location'),
        variables: keyed({ locationId }),
        caller: gym.owner,
      }),
    ]);
    const codes = [made, archived].map(({ errors }) => errors?.[0]?.extensions?.code ?? 'done');
    expect([
      ['done', 'LOCATION_IN_USE'],
      ['LOCATION_ARCHIVED', 'done'],
    ]).toContainEqual(codes);
  });
});
