import type { Refusal } from '../graphql/refusal.ts';
import type { Tokens } from '../graphql/tokens.ts';
import type { Grant, SessionApi, SessionState, SignedInMember } from './session-state.ts';

const RENEW_EARLY_MS = 60_000;
/** Also where the clock of the browser is wrong, a token is not renewed more often than this. */
const RENEW_AT_MOST_EVERY_MS = 30_000;
const RETRY_MS = 5_000;

/** When to renew, in milliseconds since the epoch. */
export function renewAt(accessExpiresAt: string, nowMs: number): number {
  return Math.max(Date.parse(accessExpiresAt) - RENEW_EARLY_MS, nowMs + RENEW_AT_MOST_EVERY_MS);
}

function isSame(left: SignedInMember, right: SignedInMember): boolean {
  return left.id === right.id && left.name === right.name && left.roles.join() === right.roles.join();
}

/** Who is signed in, and the access token: in memory alone, renewed before it expires. */
export class SessionStore implements Tokens {
  readonly #api: SessionApi;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { status: 'starting' };
  #token: string | null = null;
  #renewAtMs = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<void> | null = null;

  constructor(api: SessionApi) {
    this.#api = api;
  }

  readonly state = (): SessionState => this.#state;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  accessToken(): string | null {
    return this.#token;
  }

  isStale(): boolean {
    return this.#token !== null && Date.now() >= this.#renewAtMs;
  }

  /** Once at a time: whoever asks while an answer is awaited gets the same one. */
  renew(): Promise<void> {
    this.#renewing ??= this.#askAgain().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Null when it worked; else why not. */
  async signIn(email: string, password: string): Promise<Refusal | null> {
    const outcome = await this.#api.signIn(email, password);
    if (outcome.kind !== 'granted') return outcome.refusal;
    this.#keep(outcome);
    return null;
  }

  /** Ends the session here even when the server cannot be told. */
  async signOut(): Promise<void> {
    const token = this.#token;
    if (token !== null) await this.#api.signOut(token);
    this.forget();
  }

  /** Nobody is signed in any more. */
  forget(): void {
    this.#end(false);
  }

  #end(hasExpired: boolean): void {
    clearTimeout(this.#timer);
    this.#token = null;
    this.#become({ status: 'anonymous', hasExpired });
  }

  async #askAgain(): Promise<void> {
    const outcome = await this.#api.refresh();
    if (outcome.kind === 'granted') this.#keep(outcome);
    else if (outcome.kind === 'refused') this.#end(this.#state.status === 'signed-in');
    else this.#waitForServer();
  }

  #keep({ accessToken, accessExpiresAt, member }: Grant): void {
    this.#token = accessToken;
    this.#renewAtMs = renewAt(accessExpiresAt, Date.now());
    this.#renewIn(this.#renewAtMs - Date.now());
    const known = this.#state.status === 'signed-in' && isSame(this.#state.member, member);
    this.#become(known ? this.#state : { status: 'signed-in', member });
  }

  /** A server that does not answer ends no session. */
  #waitForServer(): void {
    this.#renewIn(RETRY_MS);
    if (this.#state.status !== 'signed-in') this.#become({ status: 'unreachable' });
  }

  #renewIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), delayMs);
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
