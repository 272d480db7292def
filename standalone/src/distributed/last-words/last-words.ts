import { awayMs, restartReason, retryEvent, SERVICE_RESTART } from '@freehold/gateway/farewell';
import { EventBoundaries } from './event-boundaries.ts';
import { FrameBoundaries } from './frame-boundaries.ts';
import { LastWord } from './last-word.ts';

/** Each client is told a time of its own within it, as the gateway's are. */
const COME_BACK_WITHIN_MS = 5_000;
/** A frame that closes, and is all of its message (RFC 6455, 5.5.1). */
const CLOSE = 0x88;

/** What clients that listen are told when their door goes before the gateway does: when to come back. */
export class LastWords {
  readonly #open = new Map<LastWord, (ms: number) => Buffer>();
  #isSaid = false;

  /** What a gateway sends over a socket, to be ended with a close of its protocol. */
  ofSocket(): LastWord {
    return this.#watch(new LastWord(new FrameBoundaries()), closeFrame);
  }

  /** Server-sent events, to be ended with a time to retry. */
  ofEvents(): LastWord {
    return this.#watch(new LastWord(new EventBoundaries()), (ms) => Buffer.from(retryEvent(ms)));
  }

  /** Ends all with their last word, and at once whatever begins after it. */
  say(): void {
    this.#isSaid = true;
    for (const [bytes, word] of this.#open) sayWord(bytes, word);
  }

  #watch(bytes: LastWord, word: (ms: number) => Buffer): LastWord {
    this.#open.set(bytes, word);
    bytes.once('close', () => this.#open.delete(bytes));
    if (this.#isSaid) sayWord(bytes, word);
    return bytes;
  }
}

function sayWord(bytes: LastWord, word: (ms: number) => Buffer): void {
  bytes.say(word(awayMs(COME_BACK_WITHIN_MS, Math.random())));
}

function closeFrame(ms: number): Buffer {
  const reason = Buffer.from(restartReason(ms));
  const head = Buffer.from([CLOSE, 2 + reason.length, SERVICE_RESTART >> 8, SERVICE_RESTART & 0xff]);
  return Buffer.concat([head, reason]);
}
