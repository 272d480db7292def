import type { Boundaries } from './boundaries.ts';

const NEWLINE = 0x0a;

/** Where server-sent events end: at an empty line, as our gateway writes them. */
export class EventBoundaries implements Boundaries {
  readonly startsBetween = true;
  #last = 0;

  take(chunk: Buffer): number[] {
    const ends: number[] = [];
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
      const before = at === 0 ? this.#last : chunk[at - 1];
      if (before === NEWLINE) ends.push(at + 1);
    }
    this.#last = chunk.at(-1) ?? this.#last;
    return ends;
  }
}
