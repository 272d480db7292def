import type { ExecutionResult } from 'graphql';
import { type FrameSink, FrameTemplate } from './frame-template.ts';

const TEMPLATES_MAX = 8;
/** What a payload needs beside its texts, about. */
const OWN_BYTES = 500;

/** What all who listen to the same with the same rights are told: written as JSON once, and as bytes once. */
export class Payload {
  /** Of the event in the owning subgraph; null when there is nothing to return to. */
  readonly place: string | null;
  readonly #text: string;
  readonly #textBytes: number;
  readonly #cursor: string | null;
  readonly #templates = new Map<number, FrameTemplate>();
  /** The last that was used: most clients make ids of one length. */
  #template: FrameTemplate | null = null;
  #streamed: Buffer | null = null;

  constructor(result: ExecutionResult, place: string | null = null, cursor: string | null = null) {
    this.place = place;
    this.#cursor = cursor;
    const extensions = cursor === null ? result.extensions : { ...result.extensions, cursor };
    this.#text = JSON.stringify(extensions ? { ...result, extensions } : result);
    this.#textBytes = Buffer.byteLength(this.#text);
  }

  /** Memory that it takes, about, with the frames that it has been made into so far. */
  get bytes(): number {
    const streamed = this.#streamed ? 1 : 0;
    return OWN_BYTES + this.#textBytes * (1 + this.#templates.size + streamed);
  }

  /** Sends it to an operation over a WebSocket; `id` is the operation's, as JSON of so many bytes. */
  sendFrame(id: string, idLength: number, sink: FrameSink): void {
    if (this.#template?.idLength !== idLength) this.#template = this.#templateFor(idLength);
    this.#template.send(id, sink);
  }

  /** The server-sent event that says it. */
  asStreamed(): Buffer {
    const id = this.#cursor === null ? '' : `id: ${this.#cursor}\n`;
    this.#streamed ??= Buffer.from(`event: next\n${id}data: ${this.#text}\n\n`);
    return this.#streamed;
  }

  #templateFor(idLength: number): FrameTemplate {
    const known = this.#templates.get(idLength);
    if (known) return known;
    const template = new FrameTemplate(this.#text, idLength);
    if (this.#templates.size < TEMPLATES_MAX) this.#templates.set(idLength, template);
    return template;
  }
}
