import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newLane, thisTurn } from '../../../test/test-lane.ts';
import { LIVE_SETTINGS } from '../live-settings.ts';
import { SharedMemory } from './lane-memory.ts';

const placeOf = (seats: number) => String(seats).padStart(4, '0');

/** A lane in which events have been told to everybody. */
async function tellingLane(numbers: readonly number[], memory?: SharedMemory) {
  const made = await newLane(1, memory);
  for (const seats of numbers) made.happen(seats);
  await thisTurn();
  await nextTurn();
  return made;
}

describe('who comes late into a lane', () => {
  it('is told together what it has missed, in the next turn, and what happens in this one after it', async () => {
    const { come, happen } = await tellingLane([1, 2, 3]);
    const late = come(placeOf(1));
    happen(4);
    await thisTurn();
    expect(late.log).toEqual([]);
    await nextTurn();
    expect(late.log).toEqual(['hold', 2, 3, 4, 'release']);
  });

  it('while events are on their way to the others hears each of them once', async () => {
    const { come, ears, happen } = await tellingLane([1]);
    for (const seats of [2, 3]) happen(seats);
    await thisTurn();
    const late = come(placeOf(1));
    happen(4);
    await thisTurn();
    await nextTurn();
    expect([late.log, ears[0]?.log]).toEqual([
      ['hold', 2, 3, 4, 'release'],
      [1, 'hold', 2, 3, 4, 'release'],
    ]);
  });

  it('is not admitted where something was told that it could not be told', async () => {
    const { lane, happen } = await tellingLane([1, 2]);
    expect([0, 1, 2].map((seats) => lane.admits(placeOf(seats)))).toEqual([false, true, true]);
    happen(99);
    await thisTurn();
    happen(100);
    await thisTurn();
    expect([2, 98, 99].map((seats) => lane.admits(placeOf(seats)))).toEqual([false, false, true]);
  });

  it('is not told what another supergraph told, before and after the lane is renewed', async () => {
    const { lane, stage, happen } = await tellingLane([1, 2]);
    stage.generation = 2;
    expect([lane.admits(placeOf(1)), lane.admits(placeOf(2))]).toEqual([false, true]);
    await lane.renew();
    expect([lane.admits(placeOf(1)), lane.admits(placeOf(2))]).toEqual([false, true]);
    happen(3);
    await thisTurn();
    expect([lane.admits(placeOf(1)), lane.admits(placeOf(2))]).toEqual([false, true]);
  });

  it('is told nothing of it when its rights are others by its turn', async () => {
    const { come, holder, stage } = await tellingLane([1, 2]);
    const late = come(placeOf(1));
    stage.actions = [];
    holder.doubt();
    await nextTurn();
    await thisTurn();
    expect([late.log, stage.moved]).toEqual([[], 1]);
  });

  it('and is handed over misses nothing, though there is more to remember by then than may be', async () => {
    // Two payloads are within the bound until they have been made into events of a stream.
    const memory = new SharedMemory({ ...LIVE_SETTINGS.memory, bytes: 1_300 });
    const [oldest, behind] = [await tellingLane([3, 4, 5], memory), await tellingLane([1, 2, 3])];
    expect([memory.bytes > 1_000, oldest.lane.admits(placeOf(3))]).toEqual([true, true]);
    behind.lane.handOver(oldest.lane);
    await nextTurn();
    expect(behind.ears[0]?.log.filter((what) => typeof what === 'number')).toEqual([1, 2, 3, 4, 5]);
    expect([memory.bytes <= 1_300, oldest.lane.admits(placeOf(3))]).toEqual([true, false]);
  });
});
