import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Passing } from '../memory/passing.ts';

/** Longer than a request is waited for anywhere. */
const FINISH_MS_MAX = 5_000;
/** Clients that ask one thing after another are told within it, by their answers, to ask somewhere else. */
const FAREWELL_MS = 100;
const LOOK_EVERY_MS = 25;
/** A connection that came last may still have its request on the way. */
const CALM_LOOKS = 4;

/** The requests that a server is answering. */
class Requests {
  readonly #server: Server;
  readonly #finishMsMax: number;
  readonly #underWay = new Passing<ServerResponse>();
  #isLeaving = false;

  constructor(server: Server, finishMsMax: number) {
    this.#server = server;
    this.#finishMsMax = finishMsMax;
    server.prependListener('request', (_, response) => this.#begin(response));
  }

  async leave(): Promise<void> {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    for (const response of this.#underWay.all()) if (!response.headersSent) response.shouldKeepAlive = false;
    const isConnected = promisify<number>((done) => this.#server.getConnections(done));
    if (this.#server.listening && (await isConnected()) > 0) await delay(FAREWELL_MS);
    void this.#cutAfterwards(performance.now() + this.#finishMsMax);
  }

  /** Cuts what is left when all is answered and no more can come. */
  async #cutAfterwards(until: number): Promise<void> {
    for (let calm = 0; calm < CALM_LOOKS && performance.now() < until; ) {
      await delay(LOOK_EVERY_MS);
      calm = this.#underWay.size === 0 && !this.#server.listening ? calm + 1 : 0;
    }
    this.#server.closeAllConnections();
  }

  #begin(response: ServerResponse): void {
    if (this.#isLeaving) response.shouldKeepAlive = false;
    const name = Symbol('response');
    this.#underWay.set(name, response);
    response.once('close', () => this.#underWay.delete(name));
  }
}

/**
 * Lets requests that are under way be answered when their server goes. Await the returned function before the server
 * closes, and have it close no connection but idle ones: from then on answers end their connections, and what is left
 * is cut when nothing is under way any more, or after 5 seconds. What is taken out of HTTP, such as WebSockets, is not
 * waited for.
 */
export function finishRequests(server: Server, finishMsMax = FINISH_MS_MAX): () => Promise<void> {
  const requests = new Requests(server, finishMsMax);
  return () => requests.leave();
}
