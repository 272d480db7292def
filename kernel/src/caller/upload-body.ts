import type { Readable } from 'node:stream';

/**
 * A body whose reader may leave in the middle. The stream is not torn down with it, as a loop over it would do: its
 * connection carries the answer. Whoever has answered lets the rest go by with {@link letRestGo}.
 */
export function bodyOf(stream: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
}

/** Takes in what still comes of a body and looks at none of it, so that its sender gets to hear the answer. */
export function letRestGo(stream: Readable): void {
  if (stream.destroyed) return;
  // A reader that leaves only after this hands the stream over to whoever listens to its data.
  stream.on('data', () => undefined);
  stream.resume();
}
