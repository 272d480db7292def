import type { Lane } from './lane.ts';

/** So long those who need a lane that begins earlier wait for the one before to catch up, and come together. */
const GATHER_MS = 250;

/** The lanes of those who listen to the same with the same rights, the oldest first. The others catch up with it. */
export class Meeting {
  readonly #lanes: Lane[] = [];

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
    // The oldest goes on for good; of those that catch up, the last may still do so.
    const last = this.#lanes.slice(1).at(-1);
    const lane = open(last ? last.rest(GATHER_MS) : null);
    this.#lanes.push(lane);
    return lane;
  }

  /** A lane has told an event: where an older one has, or remembers, all that comes after it, they join that. */
  merge(lane: Lane): void {
    const older = this.#lanes.slice(0, Math.max(0, this.#lanes.indexOf(lane)));
    const target =
      lane.place === null ? null : older.find((each) => !each.isGathering && each.admits(lane.place));
    if (target) lane.handOver(target);
  }

  /** A lane has ended. */
  remove(lane: Lane): void {
    const at = this.#lanes.indexOf(lane);
    if (at >= 0) this.#lanes.splice(at, 1);
  }
}
