import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Ear, newLane, thisTurn } from '../../../test/test-lane.ts';
import { Payload } from '../delivery/payload.ts';

describe('Lane', () => {
  it('tells what has come by the next turn together, in order', async () => {
    const { ears, happen } = await newLane(2);
    for (const seats of [1, 2, 3]) happen(seats);
    await thisTurn();
    expect(ears.map(({ log }) => log)).toEqual([[], []]);
    await nextTurn();
    expect(ears.map(({ log }) => log)).toEqual(Array(2).fill(['hold', 1, 2, 3, 'release']));
  });

  it('tells what is due before the end', async () => {
    const { ears, lane, happen } = await newLane(1);
    happen(1);
    await thisTurn();
    lane.finish(null);
    await nextTurn();
    expect(ears[0]?.log).toEqual([1, 'end']);
  });

  it('tells nothing that is due to who has left', async () => {
    const { ears, subscribers, happen } = await newLane(2);
    happen(1);
    await thisTurn();
    subscribers[0]?.leave();
    await nextTurn();
    expect(ears.map(({ log }) => log)).toEqual([[], [1]]);
  });

  it('asks for the rights of nobody who has left', async () => {
    const { stage, holder, subscribers, happen } = await newLane(1);
    happen(1);
    await thisTurn();
    const { asked } = stage;
    holder.doubt();
    subscribers[0]?.leave();
    await nextTurn();
    expect(stage.asked).toBe(asked);
  });

  it('does not show what is due to who has other rights when its turn comes', async () => {
    const { ears, stage, holder, subscribers, happen } = await newLane(1);
    happen(1);
    await thisTurn();
    stage.actions = [];
    holder.doubt();
    await holder.check();
    await nextTurn();
    expect([ears[0]?.log, stage.moved, subscribers[0]?.floor]).toEqual([[], 1, null]);
  });

  it.each([
    ['the same', ['a.read'], [1], 0],
    ['others', [], [], 1],
  ])(
    'asks for rights that are in doubt when a turn comes, and shows what is due only if they are the same: %s',
    async (_, actions, told, moved) => {
      const { ears, stage, holder, happen } = await newLane(1);
      happen(1);
      await thisTurn();
      stage.actions = [...actions];
      holder.doubt();
      await nextTurn();
      await thisTurn();
      expect([ears[0]?.log, stage.moved, holder.isInDoubt]).toEqual([told, moved, false]);
    },
  );

  it('tells what is due before it says that rights cannot be told', async () => {
    const { ears, stage, happen } = await newLane(1);
    stage.isTold = false;
    happen(1);
    await thisTurn();
    stage.isAway = true;
    happen(2);
    await thisTurn();
    await nextTurn();
    expect(ears[0]?.log).toEqual([1, 'refused']);
  });

  it('tells what is due before it hands over, and nothing of its own afterwards', async () => {
    const [one, other] = [await newLane(1), await newLane(1)];
    one.happen(1);
    await thisTurn();
    one.lane.handOver(other.lane);
    expect(one.ears[0]?.log).toEqual([1]);
    other.happen(2);
    await thisTurn();
    await nextTurn();
    expect([one.ears[0]?.log, other.ears[0]?.log]).toEqual([[1, 2], [2]]);
  });

  it('keeps nothing from who has gone on to others, though its rights are in doubt', async () => {
    const { ears, holder, subscribers, happen } = await newLane(1);
    happen(1);
    await thisTurn();
    const [subscriber] = subscribers;
    subscriber?.accompany({ rights: 'others', leave: () => undefined });
    holder.doubt();
    await nextTurn();
    subscriber?.tell(new Payload({ data: { seats: 2 } }));
    await thisTurn();
    expect(ears[0]?.log).toEqual([2]);
  });

  it('says so to whom an event cannot be told, and goes on', async () => {
    const { ears, happen } = await newLane(2);
    for (const seats of [12, 13, 14]) happen(seats);
    await thisTurn();
    await nextTurn();
    expect(ears.map(({ log }) => log)).toEqual(Array(2).fill(['hold', 12, 'refused', 14, 'release']));
  });

  it('is no more than 16 events ahead of those who listen', async () => {
    const { ears, stage, happen } = await newLane(1_001);
    const seats = Array.from({ length: 40 }, (_, index) => index + 100);
    for (const each of seats) happen(each);
    await thisTurn();
    expect(stage.completed).toBe(16);
    const heardBy = ({ log }: Ear) => log.filter((what) => typeof what === 'number');
    await expect.poll(() => ears.every((ear) => heardBy(ear).length === seats.length)).toBe(true);
    expect(new Set(ears.map((ear) => JSON.stringify(heardBy(ear))))).toEqual(
      new Set([JSON.stringify(seats)]),
    );
  });
});
