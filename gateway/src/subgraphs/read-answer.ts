import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { isJsonObject, type JsonObject } from '../execution/json.ts';
import type { ReadReply } from '../execution/passages/passage.ts';

/**
 * An answer that was read from its text for one plan. Whoever asked the same for another plan reads the text again:
 * the data of a plan are for that plan alone.
 */
export class ReadAnswer implements SubgraphAnswer {
  readonly data: JsonObject;
  readonly #text: string;
  readonly #read: ReadReply;

  constructor(data: JsonObject, text: string, read: ReadReply) {
    this.data = data;
    this.#text = text;
    this.#read = read;
  }

  /** The same for somebody else, who shares no object with the first. */
  copy(): SubgraphAnswer {
    return readText(this.#text, this.#read) ?? this.readBy(undefined);
  }

  /** The same as the given plan reads it; parsed for one that reads no text. */
  readBy(read: ReadReply | undefined): SubgraphAnswer {
    if (read === this.#read) return this;
    return readText(this.#text, read) ?? { data: parsedData(this.#text) };
  }
}

function parsedData(text: string): JsonObject | null {
  const parsed: unknown = JSON.parse(text);
  return isJsonObject(parsed) && isJsonObject(parsed.data) ? parsed.data : null;
}

/** The answer that a text is, if it is data alone and as the plan expects it; else null. */
export function readText(text: string, read: ReadReply | undefined): ReadAnswer | null {
  const data = read?.(text);
  return read && data ? new ReadAnswer(data, text, read) : null;
}
