import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { PlanPath } from '../plan/places.ts';
import { GeneratedCode } from '../shape/generated-code.ts';
import type { AnswerPlaces } from './answer-places.ts';
import { Unreadable } from './json-patterns.ts';
import { type Passage, type ReadReply, ToldText } from './passage.ts';
import type { PlanFetch } from './plan-interest.ts';
import { parsedValue, ReaderCode, type ReadingPoint } from './reader-code.ts';
import type { ToldField, ToldFields, ToldKind } from './told-fields.ts';
import type { ToldPlace } from './told-places.ts';

const DATA = '{"data":';
const ENTITIES = '_entities';

/** As many functions are made for one fetch, one for each type of objects at each place, */
const FUNCTIONS_MAX = 60;
/** and patterns of so many characters together. */
const PATTERNS_LENGTH_MAX = 100_000;

/** The passages of an answer, by the place of the objects that they are of, whatever those are. */
export type Passages = ReadonlyMap<string, readonly Passage[]>;

/** The place of objects, as a key. */
export function objectKey(path: PlanPath): string {
  return path.join('.');
}

/** Makes the reader of one fetch, and finds its passages. */
export class ReplyReader {
  readonly passages = new Map<string, Passage[]>();
  readonly #fields: ToldFields;
  readonly #prefix: string;
  readonly #code = new GeneratedCode();
  readonly #point: ReadingPoint = { text: '', at: 0 };
  #count = 0;
  #functions = 0;
  #length = 0;

  /** @param prefix tells the passages of this fetch from those of others */
  constructor(fields: ToldFields, prefix: string) {
    this.#fields = fields;
    this.#prefix = prefix;
  }

  /** The reader of a fetch's replies. @throws {Unreadable} when it asks for what no pattern is made of. */
  compile({ node, path, operation }: PlanFetch, client: AnswerPlaces): ReadReply {
    if (node.requires) return this.#entities(operation, path, client);
    if (path.length > 0) throw new Unreadable('Root fields are asked for below the root.');
    const { root } = client;
    const told = { path, sets: [operation.selectionSet], clientsOf: () => [root] };
    const object = this.#objects(this.#fields.places.of([root.type.name], told));
    return this.#reader(object, DATA, '}', (data) => (isJsonObject(data) ? data : null));
  }

  #entities({ selectionSet }: OperationDefinitionNode, path: PlanPath, client: AnswerPlaces): ReadReply {
    const { typeNames, set } = entitySelection(selectionSet);
    const clients = client.at(path);
    const clientsOf = (name: string | null) =>
      clients.filter(({ type }) => name === null || type.name === name);
    const places = this.#fields.places.of(typeNames, { path, sets: [set], clientsOf });
    const list = new ReaderCode(this.#code, this.#point).list(this.#objects(places));
    const read = this.#reader(list, `${DATA}{"${ENTITIES}":`, '}}', (entities) =>
      Array.isArray(entities) ? { [ENTITIES]: entities } : null,
    );
    return Object.assign(read, { lists: (names: readonly string[]) => this.#lists(list, names) });
  }

  #reader(
    name: string,
    head: string,
    tail: string,
    dataOf: (value: unknown) => JsonObject | null,
  ): ReadReply {
    const read = this.#code.make<() => unknown>(name);
    const point = this.#point;
    return (text) => {
      if (!text.startsWith(head)) return null;
      point.text = text;
      point.at = head.length;
      const value = readOrFail(read);
      point.text = '';
      return isEnd(text, point.at, tail) ? dataOf(value) : null;
    };
  }

  /** The reader of a reply with a list for each of some names, in their order. */
  #lists(list: string, names: readonly string[]): ReadReply {
    const read = this.#code.make<() => unknown>(list);
    const point = this.#point;
    const heads = names.map((name, index) => [name, `${index === 0 ? `${DATA}{` : ','}"${name}":`] as const);
    const readNext = (data: JsonObject, [name, head]: (typeof heads)[number]) => {
      if (!point.text.startsWith(head, point.at)) return false;
      point.at += head.length;
      data[name] = readOrFail(read);
      return Array.isArray(data[name]);
    };
    return (text) => {
      point.text = text;
      point.at = 0;
      const data: JsonObject = {};
      const isRead = heads.every((head) => readNext(data, head));
      point.text = '';
      return isRead && isEnd(text, point.at, '}}') ? data : null;
    };
  }

  /** The name of a function that reads an object of any of the types that there are at a place. */
  #objects(places: readonly ToldPlace[]): string {
    const functions = new Map(places.map((place) => [place.type.name, this.#function(place)] as const));
    const [only = '', ...others] = functions.values();
    const code = new ReaderCode(this.#code, this.#point);
    if (places[0]?.isNamed) return code.oneOf(functions);
    return others.length === 0 ? only : code.firstOf([only, ...others]);
  }

  /** The name of a function that reads an object at a place. */
  #function(place: ToldPlace): string {
    this.#functions += 1;
    const code = new ReaderCode(this.#code, this.#point);
    const name = code.end(this.#object(place, code));
    this.#length += code.length;
    if (this.#functions > FUNCTIONS_MAX || this.#length > PATTERNS_LENGTH_MAX)
      throw new Unreadable('The fetch asks for very much of very many types.');
    return name;
  }

  /** Reads an object: the expression of what is kept of it. */
  #object(place: ToldPlace, code: ReaderCode): string {
    const properties: string[] = [];
    code.add('\\{');
    for (const [index, fields] of grouped(this.#fields.of(place)).entries()) {
      if (index > 0) code.add(',');
      const [first] = fields;
      if (first?.passageIndex !== null) properties.push(...this.#passage(place, fields, code));
      else properties.push(...this.#field(first, code));
    }
    code.add('\\}');
    return `{ ${properties.join(', ')} }`;
  }

  #passage({ path, clients }: ToldPlace, fields: readonly ToldField[], code: ReaderCode): string[] {
    const key = `#${this.#prefix}.${this.#count}`;
    this.#count += 1;
    const places = new Set(clients.map((client) => client.key));
    const passage = { key, names: fields.map(({ name }) => name), places };
    this.passages.set(objectKey(path), [...(this.passages.get(objectKey(path)) ?? []), passage]);
    const text = code.open();
    const tally: string[] = [];
    const properties = fields.flatMap((field, index) => {
      if (index > 0) code.add(',');
      return this.#toldField(field, code, tally);
    });
    code.add(')');
    const told = this.#code.bind(ToldText);
    return [...properties, `${JSON.stringify(key)}: new ${told}(${text}, ${['0', ...tally].join(' + ')})`];
  }

  /** A field of a passage; `tally` is given expressions that count its objects. */
  #toldField({ name, kind, isLooked }: ToldField, code: ReaderCode, tally: string[]): string[] {
    code.add(`${GeneratedCode.literal(name)}:`);
    if (kind.kind === 'object') this.#toldObject(kind, code, tally, '1');
    if (kind.kind === 'object' || kind.kind === 'objects') return [];
    return this.#leaf(name, kind, isLooked, code);
  }

  /** `counted` is 1 where what it is in is there. */
  #toldObject(
    { mayBeNull, place }: Extract<ToldKind, { kind: 'object' }>,
    code: ReaderCode,
    tally: string[],
    counted: string,
  ): void {
    code.add(mayBeNull ? '(?:null|' : '');
    const own = mayBeNull ? `(${code.open()} === undefined ? 0 : 1)` : counted;
    tally.push(own);
    code.add('\\{');
    for (const [index, { name, kind }] of this.#fields.of(place).entries()) {
      code.add(`${index > 0 ? ',' : ''}${GeneratedCode.literal(name)}:`);
      if (kind.kind === 'object') this.#toldObject(kind, code, tally, own);
      else if (kind.kind !== 'objects') this.#leaf(name, kind, false, code);
    }
    code.add(mayBeNull ? '\\}))' : '\\}');
  }

  /** A field that is in no passage. */
  #field(field: ToldField, code: ReaderCode): string[] {
    const { name, kind, isLooked, isKept } = field;
    const literal = GeneratedCode.literal(name);
    code.add(`${literal}:`);
    if (kind.kind === 'typename') return this.#leaf(name, kind, isLooked, code);
    if (kind.kind === 'leaf') return this.#leaf(name, kind, isKept, code);
    if (kind.kind === 'objects') {
      let read = this.#objects(kind.places);
      for (let depth = 0; depth < kind.depth; depth += 1)
        read = new ReaderCode(this.#code, this.#point).list(read);
      return [`${literal}: ${code.call(read)}`];
    }
    if (this.#hasObjects(kind.place)) return [`${literal}: ${code.call(this.#function(kind.place))}`];
    code.add('(?:null|');
    const isThere = code.open();
    const object = this.#object(kind.place, code);
    code.add('))');
    return [`${literal}: ${isThere} === undefined ? null : ${object}`];
  }

  #leaf(
    name: string,
    kind: Extract<ToldKind, { kind: 'leaf' | 'typename' }>,
    isNeeded: boolean,
    code: ReaderCode,
  ): string[] {
    const literal = GeneratedCode.literal(name);
    if (kind.kind === 'typename') {
      const typeName = GeneratedCode.literal(kind.typeName);
      code.add(typeName);
      return isNeeded ? [`${literal}: ${typeName}`] : [];
    }
    if (!isNeeded) {
      code.add(kind.pattern);
      return [];
    }
    const text = code.open();
    code.add(`${kind.pattern})`);
    return [`${literal}: ${this.#code.bind(parsedValue)}(${text})`];
  }

  /** Whether there is something in an object that functions of its own read. */
  #hasObjects(place: ToldPlace): boolean {
    return this.#fields
      .of(place)
      .some(
        ({ kind }) => kind.kind === 'objects' || (kind.kind === 'object' && this.#hasObjects(kind.place)),
      );
  }
}

/** Fields side by side that are side by side for the client too are one passage; every other is alone. */
function grouped(fields: readonly ToldField[]): ToldField[][] {
  const groups: ToldField[][] = [];
  for (const field of fields) {
    const group = groups.at(-1);
    const last = group?.at(-1)?.passageIndex ?? null;
    if (group && last !== null && field.passageIndex === last + 1) group.push(field);
    else groups.push([field]);
  }
  return groups;
}

/** Undefined for an answer with millions of escapes as well: patterns have a stack, which that would exceed. */
function readOrFail(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isEnd(text: string, at: number, tail: string): boolean {
  if (!text.startsWith(tail, at)) return false;
  const end = at + tail.length;
  return end === text.length || (end === text.length - 1 && text.endsWith('\n'));
}

function entitySelection({ selections }: SelectionSetNode) {
  const [entities, ...others] = selections;
  const set = entities?.kind === Kind.FIELD && others.length === 0 ? entities.selectionSet : undefined;
  if (!set) throw new Unreadable('More than entities is asked for.');
  const typeNames = set.selections.flatMap((selection) =>
    selection.kind === Kind.INLINE_FRAGMENT ? (selection.typeCondition?.name.value ?? []) : [],
  );
  return { typeNames: [...new Set(typeNames)], set };
}
