import type { Dispatcher } from 'undici';

/** A question over HTTP. */
export interface JsonPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long it may take in all, connecting included. */
  readonly deadlineMs: number;
}

/** What came back: the status, and the text of the body where the status is 200, else none. */
export interface JsonReply {
  readonly statusCode: number;
  readonly text: string;
}

type Controller = Dispatcher.DispatchController;

/** One question and its answer; a stream for each body costs more than the body. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly reply: Promise<JsonReply>;
  readonly #chunks: Buffer[] = [];
  readonly #settle = Promise.withResolvers<JsonReply>();
  readonly #timer: NodeJS.Timeout;
  #controller: Controller | null = null;
  #late: Error | null = null;
  #statusCode = 0;

  constructor(deadlineMs: number) {
    this.reply = this.#settle.promise;
    this.#timer = setTimeout(() => this.#giveUp(new Error(`No answer in ${deadlineMs} ms.`)), deadlineMs);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#late) controller.abort(this.#late);
  }

  onResponseStart(_controller: Controller, statusCode: number): void {
    this.#statusCode = statusCode;
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#statusCode === 200) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    this.#settle.resolve({ statusCode: this.#statusCode, text: this.#text() });
  }

  onResponseError(_controller: Controller, error: Error): void {
    clearTimeout(this.#timer);
    this.#settle.reject(error);
  }

  #text(): string {
    const [first] = this.#chunks;
    return first && this.#chunks.length === 1 ? first.toString() : Buffer.concat(this.#chunks).toString();
  }

  #giveUp(error: Error): void {
    this.#late = error;
    this.#settle.reject(error);
    this.#controller?.abort(error);
  }
}

/** Asks in JSON. @throws {Error} when nothing has come by the deadline, or the connection fails. */
export function postJson(
  pool: Dispatcher,
  { path, headers, body, deadlineMs }: JsonPost,
): Promise<JsonReply> {
  const exchange = new Exchange(deadlineMs);
  pool.dispatch({ method: 'POST', path, headers, body }, exchange);
  return exchange.reply;
}
