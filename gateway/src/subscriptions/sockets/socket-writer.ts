import type { Socket } from 'node:net';
import type { LiveSettings } from '../live-settings.ts';
import type { FrameSink } from '../sharing/frame-template.ts';

/** What a {@link SocketWriter} needs. */
export interface SocketWriterOptions {
  /** The connection under the WebSocket. Frames that are written whole come between those of the library. */
  readonly stream: Pick<Socket, 'write' | 'writableLength'>;
  readonly settings: Pick<LiveSettings, 'waitingBytesMax' | 'waitingMessagesMax'>;
  isOpen(): boolean;
  /** Called once when the client does not take what it is sent. */
  onSlow(): void;
}

/** Writes frames that are ready, as long as the client takes them: what waits for it is bounded. */
export class SocketWriter implements FrameSink {
  readonly #options: SocketWriterOptions;
  /** Frames written since the last moment at which nothing waited. */
  #waiting = 0;
  #isGivenUp = false;

  constructor(options: SocketWriterOptions) {
    this.#options = options;
  }

  /**
   * Writes a frame, or nothing to a client that is gone or too slow. True when the connection still needs the bytes,
   * which must then stay as they are.
   */
  write(frame: Buffer): boolean {
    if (this.#isGivenUp || !this.#options.isOpen()) return false;
    const { stream } = this.#options;
    const waitingBytes = stream.writableLength;
    this.#waiting = waitingBytes === 0 ? 0 : this.#waiting + 1;
    if (this.#isTooMuch(waitingBytes)) {
      this.giveUp();
      return false;
    }
    stream.write(frame);
    // What the machine has taken whole, the connection has forgotten.
    return stream.writableLength > 0;
  }

  /** Writes no more. */
  giveUp(): void {
    if (this.#isGivenUp) return;
    this.#isGivenUp = true;
    this.#options.onSlow();
  }

  #isTooMuch(waitingBytes: number): boolean {
    const { waitingBytesMax, waitingMessagesMax } = this.#options.settings;
    return waitingBytes > waitingBytesMax || this.#waiting > waitingMessagesMax;
  }
}
