import type { Caller } from '@freehold/kernel/caller/caller';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { CALL_OFF } from './booking-scene.ts';
import { CANCEL, faces } from './scene.ts';
import { act, type FullSession, givenFull, join, logOf, newestOf, waitlistRules } from './waitlist-scene.ts';

// Dozens join one after the other.
vi.setConfig({ testTimeout: 60_000 });

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

/** So many customers who wait one behind the other. */
async function givenLine({ gym, sessionId }: FullSession, count: number, partySize = 1): Promise<Caller[]> {
  const line = Array.from({ length: count }, () => gym.someone('CUSTOMER'));
  for (const caller of line) await join(test, caller, sessionId, partySize);
  return line;
}

const cancel = ({ gym, holders }: FullSession, index = 0) =>
  act(test, gym.owner, CANCEL, { bookingId: holders[index]?.bookingId });
const statusesOf = (line: readonly Caller[]) =>
  Promise.all(line.map(async (caller) => (await newestOf(test, caller)).status));

describe('a line of more than are looked at together', () => {
  it('is walked to its end: each large party is skipped in its place, and the first that fits is let in', async () => {
    const full = await givenFull(test, { seats: 2 });
    const large = await givenLine(full, 23, 2);
    const small = await givenLine(full, 2);
    await cancel(full);
    expect(await statusesOf(large)).toEqual(large.map(() => 'WAITING'));
    expect(await statusesOf(small)).toEqual(['PROMOTED', 'WAITING']);
    const [, ...turns] = (await logOf(test, full)).filter(({ kind }) => kind !== 'JOINED');
    expect(turns.map(({ kind, place }) => `${kind} ${place}`)).toEqual([
      ...large.map((_, index) => `SKIPPED ${index + 1}`),
      'PROMOTED 24',
    ]);
  });

  it('waits whole behind a large party where the rules say so', async () => {
    const rules = waitlistRules({ partyThatDoesNotFit: 'HOLD_LINE' });
    const full = await givenFull(test, { seats: 2, rules });
    await givenLine(full, 1, 2);
    const small = await givenLine(full, 12);
    await cancel(full);
    expect(await statusesOf(small)).toEqual(small.map(() => 'WAITING'));
  });

  it('gets what more offers than that held which nobody took, in its order', async () => {
    const full = await givenFull(test, { seats: 12, rules: waitlistRules({ mode: 'OFFER', offerHours: 1 }) });
    const first = await givenLine(full, 12);
    const second = await givenLine(full, 13);
    for (const index of full.holders.keys()) await cancel(full, index);
    expect(await statusesOf(first)).toEqual(first.map(() => 'OFFERED'));
    test.clock.moveTo('2026-11-23T10:00:01Z');
    await join(test, full.gym.someone('CUSTOMER'), full.sessionId, 12);
    expect(await statusesOf(first)).toEqual(first.map(() => 'EXPIRED'));
    expect(await statusesOf(second)).toEqual([...first.map(() => 'OFFERED'), 'WAITING']);
  });

  it('is closed whole, offers too, when the session is called off', async () => {
    const full = await givenFull(test, { seats: 1, rules: waitlistRules({ mode: 'OFFER' }) });
    const line = await givenLine(full, 14);
    await cancel(full);
    await act(test, full.gym.owner, CALL_OFF, { sessionId: full.sessionId });
    expect(await statusesOf(line)).toEqual(line.map(() => 'CLOSED'));
  });
});
