import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaughtChannel, CaughtMessages } from './caught-messages.ts';
import type { Mishap, Trouble } from './trouble.ts';

const BODY_BYTES_MAX = 100_000;

/** What a gateway answers; null ends the connection without a word. */
export type GatewayAnswer = { readonly status: number; readonly body: unknown } | null;

const MISHAPS: Readonly<Record<Mishap, GatewayAnswer>> = {
  BUSY: { status: 503, body: { error: 'Try again later.' } },
  REFUSED: { status: 410, body: { error: 'There is no such address.' } },
  HANG_UP: null,
  HANG_UP_KEPT: null,
};

async function fieldsOf(request: IncomingMessage): Promise<Readonly<Record<string, string>> | null> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) return null;
  }
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields !== 'object' || fields === null) return null;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  } catch {
    return null;
  }
}

/** Takes SMS and push messages as a gateway does. */
export class MessageDoor {
  readonly #messages: CaughtMessages;
  readonly #trouble: Trouble;

  constructor(messages: CaughtMessages, trouble: Trouble) {
    this.#messages = messages;
    this.#trouble = trouble;
  }

  /** Keeps a message, unless something is to go wrong. */
  async take(channel: CaughtChannel, request: IncomingMessage): Promise<GatewayAnswer> {
    const key = request.headers['idempotency-key'];
    const fields = await fieldsOf(request);
    if (!fields || typeof key !== 'string')
      return { status: 400, body: { error: 'Needs an Idempotency-Key and a JSON object.' } };
    await delay(this.#trouble.delayMs);
    const mishap = this.#trouble.next();
    if (mishap === null || mishap === 'HANG_UP_KEPT') this.#keep(channel, key, fields);
    return mishap ? MISHAPS[mishap] : { status: 202, body: { id: key } };
  }

  #keep(channel: CaughtChannel, key: string, fields: Readonly<Record<string, string>>): void {
    const { from = '', to, token = '', title = '', text = '' } = fields;
    this.#messages.add({ channel, key, from, to: to ?? token, subject: title, text, html: '', files: [] });
  }
}
