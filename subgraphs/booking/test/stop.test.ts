import { newTenant } from '@freehold/kernel/testing/callers';
import { refusalOf, startTestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { BOOK, faces, givenSession } from './scene.ts';

it('answers what is under way before it stops, and refuses what comes later', async () => {
  const { subgraph, close } = await startTestSubgraph(bookingSubgraph, { faces });
  const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
  const sessionId = await givenSession(subgraph, gym.owner, 100);
  const events = await subgraph.subscribe({
    query: 'subscription { sessionChanged { id } }',
    caller: gym.owner,
  });
  if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
  const heard = Array.fromAsync(events);
  const answers = Array.from({ length: 20 }, (_, index) =>
    subgraph.execute({
      query: BOOK,
      variables: { input: { sessionId, idempotencyKey: String(index) } },
      caller: gym.someone('CUSTOMER'),
    }),
  );

  const [, ...booked] = await Promise.all([close(), ...answers]);

  expect(booked.flatMap(({ errors = [] }) => errors)).toEqual([]);
  expect((await heard).flatMap(({ errors = [] }) => errors)).toEqual([]);
  expect((await refusalOf(subgraph, gym.owner, '{ __typename }')).code).toBe('UNAVAILABLE');
});
