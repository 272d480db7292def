import { setTimeout as delay } from 'node:timers/promises';
import type { Lane } from './lane.ts';

/** So long after one lane that catches up has begun, those who need another gather; then they come together. */
const GATHER_MS = 250;

/** When the next lane may begin after one: what was refused caught up with nothing. */
async function turnAfter(lane: Lane, turn: Promise<unknown> | null): Promise<void> {
  await turn;
  const pause = delay(GATHER_MS);
  await Promise.race([pause, lane.opened.then((refusal) => (refusal ? null : pause))]);
}

/** The lanes of those who listen to the same with the same rights, the oldest first. The others catch up with it. */
export class Meeting {
  readonly #lanes: Lane[] = [];
  /** When the next that catches up may begin; null for at once. */
  #turn: Promise<void> | null = null;

  /** Its lanes at this moment. */
  get lanes(): readonly Lane[] {
    return [...this.#lanes];
  }

  /** How many lanes there are. */
  get size(): number {
    return this.#lanes.length;
  }

  /**
   * The lane for somebody who has heard everything up to `floor`. Whoever needs an earlier beginning than any has gets
   * a new one, together with all who come before that begins: one lane for many places, which begins after the first.
   */
  choose(floor: string | null, open: (turn: Promise<unknown> | null) => Lane): Lane {
    const found = this.#lanes.find((lane) => lane.admits(floor));
    if (found) return found;
    const gathering = this.#lanes.find(({ isGathering }) => isGathering);
    if (gathering && floor !== null) {
      gathering.reachBackTo(floor);
      return gathering;
    }
    const lane = open(this.#turn);
    if (this.#lanes.length > 0) this.#turn = turnAfter(lane, this.#turn);
    this.#lanes.push(lane);
    return lane;
  }

  /** A lane has told an event: where an older one has, or remembers, all that comes after it, they join that. */
  merge(lane: Lane): void {
    const older = this.#lanes.slice(0, Math.max(0, this.#lanes.indexOf(lane)));
    const target = lane.place === null ? null : older.find((each) => each.isOpen && each.admits(lane.place));
    if (target) lane.handOver(target);
  }

  /** A lane has ended. */
  remove(lane: Lane): void {
    const at = this.#lanes.indexOf(lane);
    if (at >= 0) this.#lanes.splice(at, 1);
  }
}
