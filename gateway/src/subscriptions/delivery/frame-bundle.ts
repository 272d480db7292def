/** Bytes that go out together at most. */
const BYTES_MAX = 16_384;

/**
 * Where frames for one client are put one after the other, to be written as one. Clients are told one after the other,
 * so that one bundle does for all of them.
 */
export class FrameBundle {
  readonly #bytes = Buffer.allocUnsafeSlow(BYTES_MAX);
  #length = 0;
  #isTaken = false;

  /** Bytes that are in it. */
  get length(): number {
    return this.#length;
  }

  /** Takes it for one client; false while it is another's. */
  take(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  /** Lets others have it. What is in it is lost. */
  giveBack(): void {
    this.#isTaken = false;
    this.#length = 0;
  }

  /** Copies a frame into it; false when it has not enough room. */
  add(frame: Buffer): boolean {
    if (this.#length + frame.length > BYTES_MAX) return false;
    this.#bytes.set(frame, this.#length);
    this.#length += frame.length;
    return true;
  }

  /** What is in it, as bytes of their own; it is empty then. */
  empty(): Buffer {
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return bytes;
  }
}
