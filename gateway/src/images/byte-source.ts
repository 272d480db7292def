import { UnsupportedImage } from '../refusals/refusals.ts';

const NOTHING = Buffer.alloc(0);
/** What is looked at as a whole is never more than this. */
const TAKEN_BYTES_MAX = 1_048_576;

/** Bytes that come one by one, read in parts of a known length; at most one part of them is in memory. */
export class ByteSource {
  readonly #iterator: AsyncIterator<Buffer>;
  #ahead: Buffer = NOTHING;
  #position = 0;

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#position;
  }

  /** True when there is another byte. */
  async hasMore(): Promise<boolean> {
    return this.#ahead.length > 0 || this.#fetch();
  }

  /** The next bytes without reading them; fewer at the end. */
  async peek(length: number): Promise<Buffer> {
    while (this.#ahead.length < length && (await this.#fetch()));
    return this.#ahead.subarray(0, length);
  }

  /** The next bytes as a whole. @throws {UnsupportedImage} when there are fewer, or they are too many. */
  async take(length: number): Promise<Buffer> {
    if (length > TAKEN_BYTES_MAX) throw new UnsupportedImage();
    if ((await this.peek(length)).length < length) throw new UnsupportedImage();
    return this.#cut(length);
  }

  /** The next bytes as they come. @throws {UnsupportedImage} when there are fewer. */
  async *pass(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (!(await this.hasMore())) throw new UnsupportedImage();
      const part = this.#cut(Math.min(left, this.#ahead.length));
      left -= part.length;
      yield part;
    }
  }

  /** Zeros in place of the next bytes. */
  async *blank(length: number): AsyncGenerator<Buffer> {
    for await (const part of this.pass(length)) yield Buffer.alloc(part.length);
  }

  /** Zeros in place of all bytes that are left. */
  async *blankRest(): AsyncGenerator<Buffer> {
    while (await this.hasMore()) yield Buffer.alloc(this.#cut(this.#ahead.length).length);
  }

  /**
   * The next bytes up to a place that `find` knows. It says how many bytes of those that are there belong before it, and
   * whether the place is behind them or may still come.
   */
  async *passUntil(find: (bytes: Buffer) => { readonly end: number; readonly isFound: boolean }) {
    for (;;) {
      const { end, isFound } = find(this.#ahead);
      if (end > 0) yield this.#cut(end);
      if (isFound) return;
      if (!(await this.#fetch())) throw new UnsupportedImage();
    }
  }

  async #fetch(): Promise<boolean> {
    const { done, value } = await this.#iterator.next();
    if (done) return false;
    this.#ahead = this.#ahead.length === 0 ? value : Buffer.concat([this.#ahead, value]);
    return true;
  }

  #cut(length: number): Buffer {
    const part = this.#ahead.subarray(0, length);
    this.#ahead = this.#ahead.subarray(length);
    this.#position += length;
    return part;
  }
}
