/** By which way a message came. */
export type CaughtChannel = 'EMAIL' | 'SMS' | 'PUSH';

/** A part of a mail that is neither its text nor its HTML. */
export interface CaughtFile {
  /** Empty when it has none. */
  readonly name: string;
  /** Its media type with all parameters, as the mail says it. */
  readonly type: string;
  readonly text: string;
}

/** A message that would have left the house. */
export interface CaughtMessage {
  readonly channel: CaughtChannel;
  /** Its Message-ID or idempotency key; two that carry the same are one. */
  readonly key: string;
  readonly from: string;
  /** An address, a telephone number or the token of a device. */
  readonly to: string;
  /** Of a mail or a push message; empty for an SMS. */
  readonly subject: string;
  readonly text: string;
  /** Of a mail alone; empty when it has none. */
  readonly html: string;
  /** Of a mail alone, in their order. */
  readonly files: readonly CaughtFile[];
  readonly receivedAt: Date;
  /** How often it came again. */
  readonly repeats: number;
}

const MESSAGES_MAX = 500;

/** What was caught, in memory: the last five hundred. */
export class CaughtMessages {
  readonly #messages = new Map<string, CaughtMessage>();

  /** Keeps a message, or counts one more repeat of one that is there. */
  add(message: Omit<CaughtMessage, 'repeats' | 'receivedAt'>): void {
    const name = `${message.channel} ${message.key}`;
    const known = this.#messages.get(name);
    if (known) this.#messages.set(name, { ...known, repeats: known.repeats + 1 });
    else this.#messages.set(name, { ...message, receivedAt: new Date(), repeats: 0 });
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > MESSAGES_MAX && oldest) this.#messages.delete(oldest);
  }

  /** All, the oldest first. */
  all(): readonly CaughtMessage[] {
    return [...this.#messages.values()];
  }

  /** Forgets all. */
  clear(): void {
    this.#messages.clear();
  }
}
