import type { Boundaries } from './boundaries.ts';

const HEAD_END = '\r\n\r\n';
const HEAD_BYTES_MAX = 16_384;
const SWITCHED = /^HTTP\/1\.1 101 /;
const SHORT = 2;
const LENGTH_BITS = 0x7f;
/** Lengths that say how many bytes behind them tell the length (RFC 6455, 5.2). */
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;

/** Where the frames of a WebSocket end that a server sends, and the head of its answer before them. */
export class FrameBoundaries implements Boundaries {
  readonly startsBetween = false;
  #isSwitched: boolean | null = null;
  /** What has come of a head, of the answer or of a frame, that is not whole. */
  #begun: Buffer = Buffer.alloc(0);
  /** Bytes that the frame still has. */
  #left = 0;

  take(chunk: Buffer): number[] {
    const ends: number[] = [];
    let at = 0;
    while (at < chunk.length && this.#isSwitched !== false) {
      const rest = chunk.subarray(at);
      at += this.#isSwitched === null ? this.#takeAnswer(rest) : this.#takeFrame(rest);
      if (this.#isBetween()) ends.push(at);
    }
    return ends;
  }

  #isBetween(): boolean {
    return this.#isSwitched === true && this.#left === 0 && this.#begun.length === 0;
  }

  /** How many bytes belong to the head of the answer. What follows a refusal is no frame. */
  #takeAnswer(bytes: Buffer): number {
    const before = this.#begun.length;
    const head = Buffer.concat([this.#begun, bytes]);
    const end = head.indexOf(HEAD_END);
    this.#begun = head;
    if (end < 0) {
      if (head.length > HEAD_BYTES_MAX) this.#isSwitched = false;
      return bytes.length;
    }
    this.#isSwitched = SWITCHED.test(head.toString('latin1', 0, end));
    this.#begun = Buffer.alloc(0);
    return end + HEAD_END.length - before;
  }

  /** How many bytes belong to the frame that is under way, or to the head of the next. */
  #takeFrame(bytes: Buffer): number {
    if (this.#left > 0) {
      const taken = Math.min(this.#left, bytes.length);
      this.#left -= taken;
      return taken;
    }
    const before = this.#begun.length;
    const head = before === 0 ? bytes : Buffer.concat([this.#begun, bytes]);
    const length = headLength(head);
    if (head.length < length) {
      this.#begun = Buffer.from(head);
      return bytes.length;
    }
    this.#begun = Buffer.alloc(0);
    this.#left = payloadLength(head);
    return length - before;
  }
}

function headLength(head: Buffer): number {
  const length = (head[1] ?? 0) & LENGTH_BITS;
  if (length === IN_TWO_BYTES) return SHORT + 2;
  return length === IN_EIGHT_BYTES ? SHORT + 8 : SHORT;
}

function payloadLength(head: Buffer): number {
  const length = (head[1] ?? 0) & LENGTH_BITS;
  if (length === IN_TWO_BYTES) return head.readUInt16BE(SHORT);
  return length === IN_EIGHT_BYTES ? Number(head.readBigUInt64BE(SHORT)) : length;
}
