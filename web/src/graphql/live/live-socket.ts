import { type Client, createClient } from 'graphql-ws';
import { API_PATH } from '../anonymous-client.ts';
import type { Tokens } from '../tokens.ts';
import { retryAsked, retryDelay } from './retry-delay.ts';

/** Whether what is on the screen moves by itself. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting';

const FORBIDDEN = 4403;

function closeCodeOf(event: unknown): number | null {
  if (typeof event !== 'object' || event === null || !('code' in event)) return null;
  return typeof event.code === 'number' ? event.code : null;
}

function closeReasonOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'reason' in event ? event.reason : null;
}

function socketAddress(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${API_PATH}`;
}

/**
 * One socket for all subscriptions, open as long as somebody is signed in: comes back by itself, with the
 * token of the moment.
 */
export class LiveSocket {
  readonly client: Client;
  readonly #tokens: Tokens;
  readonly #listeners = new Set<() => void>();
  readonly #stopFollowing: () => void;
  #status: LiveStatus = 'connecting';
  #connections = 0;
  #connectedAt: number | null = null;
  #sentToken: string | null = null;
  /** How long the server has asked us to stay away. */
  #askedMs: number | null = null;
  #renewal: Promise<void> = Promise.resolve();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#stopFollowing = tokens.onChange(() => this.#followToken());
    this.client = createClient({
      url: socketAddress(),
      lazy: false,
      onNonLazyError: () => undefined,
      keepAlive: 20_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => this.#wait(retries),
      connectionParams: () => this.#introduce(),
      on: {
        connected: () => this.#opened(),
        closed: (event) => {
          this.#askedMs = retryAsked(closeReasonOf(event));
          this.#closed(closeCodeOf(event));
        },
      },
    });
  }

  readonly status = (): LiveStatus => this.#status;

  /** How often it was connected: more than once means that something may have been missed. */
  readonly connections = (): number => this.#connections;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends the socket and all its subscriptions. */
  async close(): Promise<void> {
    this.#stopFollowing();
    this.#listeners.clear();
    await this.client.dispose();
  }

  async #introduce(): Promise<Record<string, string>> {
    await this.#renewal;
    if (this.#tokens.isStale()) await this.#tokens.renew();
    this.#sentToken = this.#tokens.accessToken();
    return this.#sentToken === null ? {} : { authorization: `Bearer ${this.#sentToken}` };
  }

  #opened(): void {
    this.#connectedAt = Date.now();
    this.#connections += 1;
    this.#become('live');
    this.#followToken();
  }

  #closed(code: number | null): void {
    if (code === FORBIDDEN) this.#renewal = this.#tokens.renew();
    this.#become(this.#connections > 0 ? 'reconnecting' : 'connecting');
  }

  /** A socket opened with an older token would be closed by the server when that one expires. */
  #followToken(): void {
    const outdated = this.#status === 'live' && this.#sentToken !== this.#tokens.accessToken();
    if (outdated && this.#tokens.accessToken() !== null) this.client.terminate();
  }

  #wait(retries: number): Promise<void> {
    const livedMs = this.#connectedAt === null ? null : Date.now() - this.#connectedAt;
    this.#connectedAt = null;
    const delayMs = this.#askedMs ?? retryDelay(retries, livedMs, Math.random());
    this.#askedMs = null;
    return new Promise((resolve) => setTimeout(resolve, delayMs));
  }

  #become(status: LiveStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
