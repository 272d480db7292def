import type { Socket } from 'node:net';
import type { FrameBundle } from '../delivery/frame-bundle.ts';
import type { FrameSink } from '../delivery/frame-template.ts';
import type { LiveSettings } from '../live-settings.ts';

/** What a {@link SocketWriter} needs. */
export interface SocketWriterOptions {
  /** The connection under the WebSocket. Frames that are written whole come between those of the library. */
  readonly stream: Pick<Socket, 'write' | 'writableLength'>;
  readonly settings: Pick<LiveSettings, 'waitingBytesMax' | 'waitingMessagesMax'>;
  /** For what is to go out together; the same for all. */
  readonly bundle: FrameBundle;
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
  /** Whether the bundle is this client's at the moment. */
  #isHolding = false;

  constructor(options: SocketWriterOptions) {
    this.#options = options;
  }

  /** Frames are kept from now on, to go out together; until {@link SocketWriter.release}, in the same turn. */
  hold(): void {
    this.#isHolding = this.#options.bundle.take();
  }

  /** What was kept is written at once. */
  release(): void {
    if (!this.#isHolding) return;
    this.#writeHeld();
    this.#isHolding = false;
    this.#options.bundle.giveBack();
  }

  /**
   * Writes a frame, or nothing to a client that is gone or too slow. True when the connection still needs the bytes,
   * which must then stay as they are.
   */
  write(frame: Buffer): boolean {
    if (!this.#mayWrite()) return false;
    const { stream } = this.#options;
    const waitingBytes = stream.writableLength + this.#heldBytes();
    this.#waiting = waitingBytes === 0 ? 0 : this.#waiting + 1;
    if (this.#isTooMuch(waitingBytes)) {
      this.giveUp();
      return false;
    }
    if (this.#isHolding && this.#keep(frame)) return false;
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

  #mayWrite(): boolean {
    return !this.#isGivenUp && this.#options.isOpen();
  }

  #heldBytes(): number {
    return this.#isHolding ? this.#options.bundle.length : 0;
  }

  /** False for what is too large to be kept: what was kept has been written then. */
  #keep(frame: Buffer): boolean {
    const { bundle } = this.#options;
    if (bundle.add(frame)) return true;
    this.#writeHeld();
    return bundle.add(frame);
  }

  #writeHeld(): void {
    const { bundle, stream } = this.#options;
    if (bundle.length === 0 || !this.#mayWrite()) return;
    const bytes = bundle.empty();
    // Who does not take them waits for no more than it is to have.
    const isBehind = stream.writableLength > 0;
    stream.write(isBehind ? Buffer.from(bytes) : bytes);
    if (stream.writableLength === 0) this.#waiting = 0;
    else if (!isBehind) bundle.lend();
  }

  #isTooMuch(waitingBytes: number): boolean {
    const { waitingBytesMax, waitingMessagesMax } = this.#options.settings;
    return waitingBytes > waitingBytesMax || this.#waiting > waitingMessagesMax;
  }
}
