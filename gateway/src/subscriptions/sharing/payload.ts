import type { ExecutionResult } from 'graphql';
import { FrameTemplate } from './frame-template.ts';

const TEMPLATES_MAX = 8;

/** What all who listen to the same with the same rights are told: written as JSON once, and as bytes once. */
export class Payload {
  /** Of the event in the owning subgraph; null when there is nothing to return to. */
  readonly place: string | null;
  readonly #text: string;
  readonly #cursor: string | null;
  readonly #templates = new Map<number, FrameTemplate>();
  #streamed: Buffer | null = null;

  constructor(result: ExecutionResult, place: string | null = null, cursor: string | null = null) {
    this.place = place;
    this.#cursor = cursor;
    const extensions = cursor === null ? result.extensions : { ...result.extensions, cursor };
    this.#text = JSON.stringify(extensions ? { ...result, extensions } : result);
  }

  /** The frame of a WebSocket that says it to an operation; `id` is the operation's, as JSON. */
  frameFor(id: string): Buffer {
    const length = Buffer.byteLength(id);
    return (this.#templates.get(length) ?? this.#newTemplate(length)).frameFor(id);
  }

  /** The server-sent event that says it. */
  asStreamed(): Buffer {
    const id = this.#cursor === null ? '' : `id: ${this.#cursor}\n`;
    this.#streamed ??= Buffer.from(`event: next\n${id}data: ${this.#text}\n\n`);
    return this.#streamed;
  }

  #newTemplate(length: number): FrameTemplate {
    const template = new FrameTemplate(this.#text, length);
    if (this.#templates.size < TEMPLATES_MAX) this.#templates.set(length, template);
    return template;
  }
}
