import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anyKey,
  CREATE_LIST,
  codeOf,
  givenTicket,
  newVenue,
  startTicketing,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

describe('a check-in list', () => {
  const created = (eventId: string, changes: Record<string, unknown> = {}) => ({
    input: { eventId, name: 'Gate', idempotencyKey: anyKey(), ...changes },
  });

  it('takes every product and one way, unless told otherwise', async () => {
    const venue = newVenue();
    const { eventId, productId } = await givenTicket(test, venue);
    expect(await ask(test.subgraph, venue.owner, CREATE_LIST, created(eventId))).toMatchObject({
      createCheckInList: {
        checkInList: { mode: 'IN', allowsReentry: false, confirmRequired: false, products: [] },
      },
    });
    const told = created(eventId, { productIds: [productId], mode: 'IN_OUT' });
    expect(await ask(test.subgraph, venue.owner, CREATE_LIST, told)).toMatchObject({
      createCheckInList: { checkInList: { mode: 'IN_OUT', products: [{ id: productId }] } },
    });
  });

  it('is made by administrators, of products and events that are there', async () => {
    const venue = newVenue();
    const { eventId } = await givenTicket(test, venue);
    const { productId } = await givenTicket(test, venue);
    expect(await codeOf(test, venue.trainer, CREATE_LIST, created(eventId))).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().owner, CREATE_LIST, created(eventId))).toBe('NOT_FOUND');
    const foreign = created(eventId, { productIds: [productId] });
    expect(await codeOf(test, venue.owner, CREATE_LIST, foreign)).toBe('NOT_FOUND');
    const call = created(eventId);
    const [one, two] = [
      await ask(test.subgraph, venue.owner, CREATE_LIST, call),
      await ask(test.subgraph, venue.owner, CREATE_LIST, call),
    ];
    expect(one).toEqual(two);
  });
});
