import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Mailbox, type Recipient } from './mailbox.ts';
import { Rounds } from './rounds.ts';

/** Somebody who listens, and what its client was told, by write. */
class Stage implements Recipient {
  readonly mailbox: Mailbox<Stage>;
  readonly writes: string[][];
  #held: string[] | null = null;

  constructor(mailbox = new Mailbox<Stage>(), writes: string[][] = []) {
    this.mailbox = mailbox;
    this.writes = writes;
  }

  hear(what: string): void {
    if (this.#held) this.#held.push(what);
    else this.writes.push([what]);
  }

  hold(): void {
    this.#held = [];
  }

  release(): void {
    if (this.#held) this.writes.push(this.#held);
    this.#held = null;
  }
}

function begin(rounds: Rounds<Stage>, stages: readonly Stage[], what: string): void {
  rounds.begin(stages, (stage) => stage.hear(what));
}

function newStages(count: number): Stage[] {
  return Array.from({ length: count }, () => new Stage());
}

describe('Rounds', () => {
  it('tell everybody in the next turn, and nobody before', async () => {
    const stages = newStages(3);
    begin(new Rounds(), stages, 'a');
    await Promise.resolve();
    expect(stages.map(({ writes }) => writes)).toEqual([[], [], []]);
    await nextTurn();
    expect(stages.map(({ writes }) => writes)).toEqual([[['a']], [['a']], [['a']]]);
  });

  it('of several who have something for the same client meet in one write, in order', async () => {
    const [one = new Stage(), other = new Stage()] = newStages(2);
    const [first, second] = [new Rounds<Stage>(), new Rounds<Stage>()];
    begin(first, [one, other], 'a');
    begin(second, [other], 'b');
    begin(first, [one, other], 'c');
    await nextTurn();
    await nextTurn();
    expect([one.writes, other.writes]).toEqual([[['a', 'c']], [['a', 'b', 'c']]]);
  });

  it('take along what comes while they are under way, for those whose turn has not come', async () => {
    const stages = newStages(1_500);
    const [first, second] = [new Rounds<Stage>(), new Rounds<Stage>()];
    begin(first, stages, 'a');
    await nextTurn();
    begin(second, stages, 'b');
    await expect.poll(() => stages.every(({ writes }) => writes.flat().length === 2)).toBe(true);
    const apart = [['a'], ['b']];
    expect(stages.map(({ writes }) => writes)).toEqual([
      ...Array(1_000).fill(apart),
      ...Array(500).fill([['a', 'b']]),
    ]);
  });

  it('tell no more than 1,000 clients in one turn', async () => {
    const stages = newStages(2_500);
    begin(new Rounds(), stages, 'a');
    const told: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await nextTurn();
      told.push(stages.filter(({ writes }) => writes.length === 1).length);
    }
    expect(told).toEqual([1_000, 2_000, 2_500]);
  });

  it('pass over those whose client has been told already, and go on with the others', async () => {
    const stages = newStages(1_500);
    const rounds = new Rounds<Stage>();
    begin(rounds, stages, 'a');
    for (const stage of stages.slice(0, 1_000)) stage.mailbox.deliver();
    await nextTurn();
    expect(stages.every(({ writes }) => writes.length === 1)).toBe(true);
  });

  it('have room for 16, and for another when one has ended', async () => {
    const stages = newStages(1);
    const rounds = new Rounds<Stage>();
    let hasRoom = false;
    for (let count = 0; count < 15; count += 1) begin(rounds, stages, 'a');
    await rounds.room();
    begin(rounds, stages, 'a');
    const waiting = rounds.room().then(() => {
      hasRoom = true;
    });
    await Promise.resolve();
    expect(hasRoom).toBe(false);
    await waiting;
    expect(stages[0]?.writes).toEqual([Array(16).fill('a')]);
  });

  it('end at once where nobody listens', async () => {
    const rounds = new Rounds<Stage>();
    const stages = newStages(1);
    begin(rounds, [], 'a');
    begin(rounds, stages, 'b');
    await nextTurn();
    expect(stages[0]?.writes).toEqual([['b']]);
  });
});
