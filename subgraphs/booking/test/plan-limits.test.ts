import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenLocation, givenRoom, many, tally } from './booking-scene.ts';
import { anyKey } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  const meters = { locationCreated: 'locations', bookablePeople: 'staff_seats' };
  test = await startTestSubgraph(bookingSubgraph, { faces: { test: { meters } } });
});
afterAll(() => test.close());

const CREATE_LOCATION = `mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }`;
const CREATE_RESOURCE = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`;
const change = (verb: string, what: 'Location' | 'Resource') => {
  const name = what.toLowerCase();
  return `mutation ($input: Archive${what}Input!) { ${verb}${what}(input: $input) { ${name} { archivedAt } } }`;
};
const place = { name: 'House', timeZone: 'Europe/Oslo' };
const person = { name: 'Kari', kind: 'PERSON', capacity: 1 };
const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });

const newHotel = (locations: number | null, people: number | null) =>
  newTenant(bookingSubgraph, { limits: { locations, staff_seats: people } });

describe('locations', () => {
  it('are as many as the plan allows, and exactly one of 50 at once gets the last', async () => {
    const hotel = newHotel(3, null);
    await givenLocation(test, hotel.owner);
    await givenLocation(test, hotel.owner);
    const calls = many(50, () => ({ caller: hotel.owner, query: CREATE_LOCATION, input: place }));
    expect(await tally(test, calls)).toEqual({ done: 1, LIMIT_EXCEEDED: 49 });
    expect(await refusalOf(test.subgraph, hotel.owner, CREATE_LOCATION, keyed(place))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      feature: 'locations',
      used: 3,
      limit: 3,
      resetsAt: null,
    });
  });

  it('give their unit back once when they are archived, and take it again when they are restored', async () => {
    const hotel = newHotel(1, null);
    const locationId = await givenLocation(test, hotel.owner);
    await ask(test.subgraph, hotel.owner, change('archive', 'Location'), keyed({ locationId }));
    await ask(test.subgraph, hotel.owner, change('archive', 'Location'), keyed({ locationId }));
    const second = await givenLocation(test, hotel.owner);
    const restore = change('restore', 'Location');
    const codeOf = async (query: string, input: object) =>
      (await refusalOf(test.subgraph, hotel.owner, query, keyed(input))).code;
    expect(await codeOf(CREATE_LOCATION, place)).toBe('LIMIT_EXCEEDED');
    expect(await codeOf(restore, { locationId })).toBe('LIMIT_EXCEEDED');
    await ask(test.subgraph, hotel.owner, change('archive', 'Location'), keyed({ locationId: second }));
    await ask(test.subgraph, hotel.owner, restore, keyed({ locationId }));
    expect(await codeOf(CREATE_LOCATION, place)).toBe('LIMIT_EXCEEDED');
  });

  it('are not made while the plan is not known', async () => {
    const hotel = newHotel(3, null);
    const unknown = hotel.entitled(hotel.owner, { plan: null });
    const refusal = await refusalOf(test.subgraph, unknown, CREATE_LOCATION, keyed(place));
    expect(refusal.code).toBe('UNAVAILABLE');
  });
});

describe('people on the schedule', () => {
  it('are as many as the plan has seats, and exactly one of 50 at once gets the last', async () => {
    const clinic = newHotel(null, 3);
    await givenRoom(test, clinic.owner, person);
    await givenRoom(test, clinic.owner, person);
    const calls = many(50, () => ({ caller: clinic.owner, query: CREATE_RESOURCE, input: person }));
    expect(await tally(test, calls)).toEqual({ done: 1, LIMIT_EXCEEDED: 49 });
    expect(await refusalOf(test.subgraph, clinic.owner, CREATE_RESOURCE, keyed(person))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      feature: 'staff_seats',
      used: 3,
      limit: 3,
      resetsAt: null,
    });
  });

  it('leave room when they are archived, and need it when they are restored', async () => {
    const clinic = newHotel(null, 1);
    const resourceId = await givenRoom(test, clinic.owner, person);
    const codeOf = async (query: string, input: object) =>
      (await refusalOf(test.subgraph, clinic.owner, query, keyed(input))).code;
    await ask(test.subgraph, clinic.owner, change('archive', 'Resource'), keyed({ resourceId }));
    await givenRoom(test, clinic.owner, person);
    expect(await codeOf(CREATE_RESOURCE, person)).toBe('LIMIT_EXCEEDED');
    expect(await codeOf(change('restore', 'Resource'), { resourceId })).toBe('LIMIT_EXCEEDED');
  });

  it('are not counted together with rooms, nor without a limit, nor with those of another tenant', async () => {
    const [small, large] = [newHotel(null, 1), newHotel(null, null)];
    await givenRoom(test, small.owner, person);
    await givenRoom(test, small.owner);
    const calls = many(5, () => ({ caller: large.owner, query: CREATE_RESOURCE, input: person }));
    expect(await tally(test, calls)).toEqual({ done: 5 });
  });
});
