import { isJsonObject, type JsonObject } from '../json.ts';
import { mergeInto } from '../plan/merge.ts';

/** Reads the text of a reply: its data, with passages in the place of what nobody looks at; null for any other text. */
export interface ReadReply {
  (text: string): JsonObject | null;
  /** Of a fetch of entities: reads replies that tell several lists of them, each under a name. */
  readonly lists?: (names: readonly string[]) => ReadReply;
}

/** Fields of an object of the answer, side by side, that one fetch tells and no other step of the plan looks at. */
export interface Passage {
  /** The property that its {@link ToldText} has in the data; no response name is like it. */
  readonly key: string;
  /** The response names of its fields, in the order of the client. */
  readonly names: readonly string[];
  /** The keys of the places of the answer where it is that; anywhere else it is not what is there. */
  readonly places: ReadonlySet<string>;
}

/** The text of a passage, as a subgraph has told it: it was found to be what the client may read, and goes out as it is. */
export class ToldText {
  /** The fields with their values as JSON, without the braces around them. */
  readonly text: string;
  /** How many objects are in it. */
  readonly objects: number;

  constructor(text: string, objects: number) {
    this.text = text;
    this.objects = objects;
  }
}

/** Puts the fields of all passages where they belong, for who looks at everything. */
export function expandPassages(value: unknown): void {
  if (Array.isArray(value)) for (const element of value) expandPassages(element);
  else if (isJsonObject(value) && !(value instanceof ToldText)) expandObject(value);
}

function expandObject(object: JsonObject): void {
  for (const name in object) {
    const value = object[name];
    if (value instanceof ToldText) mergeInto(object, JSON.parse(`{${value.text}}`));
    else expandPassages(value);
  }
}
