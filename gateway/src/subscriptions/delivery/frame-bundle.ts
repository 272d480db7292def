/** Bytes that go out together at most: with more in one write there is next to nothing left to save. */
const BYTES_MAX = 8_192;

/**
 * Where frames for one client are put one after the other, to be written as one. Clients are told one after the other,
 * so that one bundle does for all of them.
 */
export class FrameBundle {
  #bytes = Buffer.allocUnsafeSlow(BYTES_MAX);
  /** The part that was written last: what goes to many is as long for each. */
  #part = this.#bytes.subarray(0, 0);
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

  /** Takes out what is in it: bytes that stay as they are until the next frame comes in, or for good if they are lent. */
  empty(): Buffer {
    if (this.#part.length !== this.#length) this.#part = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return this.#part;
  }

  /** A connection still needs what was taken out last. */
  lend(): void {
    this.#bytes = Buffer.allocUnsafeSlow(BYTES_MAX);
    this.#part = this.#bytes.subarray(0, 0);
  }
}
