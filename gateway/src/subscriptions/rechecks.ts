const TURN_MS = 1_000;
/** Each is asked for as often as this, as long as there are few. */
const FEW_EVERY_TURNS = 5;
const FEW_IN_A_TURN = 20;
/** And never more rarely. */
const ALL_WITHIN_TURNS = 60;

/** How many of so many are asked for in one turn. */
function dueOf(watched: number): number {
  const often = Math.min(Math.ceil(watched / FEW_EVERY_TURNS), FEW_IN_A_TURN);
  return Math.max(often, Math.ceil(watched / ALL_WITHIN_TURNS));
}

/**
 * Rights are known by being told of changes; what nobody tells, such as a role that was changed in the database, is
 * found by asking all the same. Each client is asked for every 5 seconds where there are a hundred, and every minute
 * where there are more than twelve hundred: 20 in a second cost nothing that can be felt.
 */
export class Rechecks {
  /** In the order in which they are to be asked for. */
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  /** Calls back again and again until the returned function is called. */
  watch(recheck: () => void): () => void {
    this.#waiting.add(recheck);
    this.#timer ??= setInterval(() => this.#turn(), TURN_MS).unref();
    return () => {
      this.#waiting.delete(recheck);
      if (this.#waiting.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #turn(): void {
    const due = [...this.#waiting].slice(0, dueOf(this.#waiting.size));
    for (const recheck of due) {
      // Who has gone in this turn does not come back.
      if (!this.#waiting.delete(recheck)) continue;
      this.#waiting.add(recheck);
      recheck();
    }
  }
}
