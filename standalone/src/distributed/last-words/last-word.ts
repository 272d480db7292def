import { Transform, type TransformCallback } from 'node:stream';
import type { Boundaries } from './boundaries.ts';

/** Hands bytes on as they come, until it is told to end them with a word of its own: at the next boundary, not before. */
export class LastWord extends Transform {
  readonly #boundaries: Boundaries;
  #isBetween: boolean;
  #word: Buffer | null = null;
  #isSaid = false;

  constructor(boundaries: Boundaries) {
    super();
    this.#boundaries = boundaries;
    this.#isBetween = boundaries.startsBetween;
  }

  /** Ends with the word. What comes behind it is dropped. */
  say(word: Buffer): void {
    if (this.#word) return;
    this.#word = word;
    if (this.#isBetween) this.#end(word);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.#isSaid) this.#handOn(chunk);
    done();
  }

  #handOn(chunk: Buffer): void {
    const ends = this.#boundaries.take(chunk);
    this.#isBetween = ends.at(-1) === chunk.length;
    const [first] = ends;
    if (this.#word && first !== undefined) {
      this.push(chunk.subarray(0, first));
      this.#end(this.#word);
    } else this.push(chunk);
  }

  #end(word: Buffer): void {
    this.#isSaid = true;
    this.push(word);
    this.push(null);
  }
}
