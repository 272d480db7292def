import { setTimeout as rest } from 'node:timers/promises';

/** Work that is done in parts: it yields wherever something else may be done before it goes on. */
export type InParts<Done> = Generator<undefined, Done, undefined>;

/** Does all of it now, and gives what comes of it. @throws what the work throws. */
export function atOnce<Done>(work: InParts<Done>): Done {
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
  }
}

/** Does a part, and rests for as long as that took. @throws what the part throws. */
export async function rested<Done>(part: () => Done): Promise<Awaited<Done>> {
  const startedAtMs = performance.now();
  const done = await part();
  await rest(Math.ceil(performance.now() - startedAtMs));
  return done;
}

/**
 * Does it a part at a time. After each part it rests for as long as that took, so that half of the time at least is left
 * to whoever else is served. @throws what the work throws.
 */
export async function inTurns<Done>(work: InParts<Done>): Promise<Done> {
  for (;;) {
    const startedAtMs = performance.now();
    const part = work.next();
    if (part.done) return part.value;
    await rest(Math.ceil(performance.now() - startedAtMs));
  }
}
