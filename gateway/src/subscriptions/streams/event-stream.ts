import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { FrameBundle } from '../delivery/frame-bundle.ts';
import { Payload } from '../delivery/payload.ts';
import type { LiveSettings } from '../live-settings.ts';
import type { Listener } from '../sharing/subscriber.ts';
import { retryEvent } from '../sockets/farewell.ts';
import { SocketWriter } from '../sockets/socket-writer.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Proxies that collect answers would keep events until there are enough.
  'x-accel-buffering': 'no',
};
const HEARTBEAT = Buffer.from(':\n\n');
const COMPLETE = Buffer.from('event: complete\ndata:\n\n');

/** What an {@link EventStream} needs. */
export interface EventStreamOptions {
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly settings: LiveSettings;
  /** For what is to go out together. */
  readonly bundle: FrameBundle;
  onSlow(): void;
}

/** One operation as server-sent events (graphql-sse, distinct connections); the id of an event is its cursor. */
export class EventStream implements Listener {
  readonly #response: ServerResponse;
  readonly #writer: SocketWriter;
  #isEnded = false;

  constructor({ response, requestId, settings, bundle, onSlow }: EventStreamOptions) {
    this.#response = response;
    this.#writer = new SocketWriter({
      stream: response,
      settings,
      bundle,
      isOpen: () => !this.#isEnded && !response.destroyed,
      onSlow: () => {
        onSlow();
        response.destroy();
      },
    });
    response.writeHead(200, { ...HEADERS, 'x-request-id': requestId });
    this.beat();
  }

  /** Says that it is still there. */
  beat(): void {
    this.#writer.write(HEARTBEAT);
  }

  hold(): void {
    this.#writer.hold();
  }

  release(): void {
    this.#writer.release();
  }

  tell(payload: Payload): void {
    this.#writer.write(payload.asStreamed());
  }

  end(lastWord: ExecutionResult | null): void {
    if (lastWord) this.tell(new Payload(lastWord));
    this.#writer.write(COMPLETE);
    this.#finish();
  }

  giveUp(): void {
    this.#writer.giveUp();
  }

  /** Ends before the operation has: the client is to come back after so many milliseconds. */
  interrupt(retryMs: number): void {
    this.#writer.write(Buffer.from(retryEvent(retryMs)));
    this.#finish();
  }

  #finish(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#response.end();
  }
}
