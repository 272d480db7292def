import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { isInherited, type JsonObject } from '../json.ts';
import { keyBelow } from '../passages/answer-places.ts';
import { type Passage, ToldText } from '../passages/passage.ts';
import { objectKey, type Passages } from '../passages/reply-reader.ts';
import type { PlanPath } from '../plan/places.ts';
import type { FieldCollector } from './field-groups.ts';
import { GeneratedCode } from './generated-code.ts';
import { runtimeType } from './runtime-type.ts';
import { leafCode, type Tally, unusual, type WriteCode } from './text-leaves.ts';

const TYPENAME = '__typename';
const GIVEN_UP: WriteCode = (code) => `${code.bind(unusual)}()`;

/** Writes the fields of an object. */
type WriteFields = (source: JsonObject, tally: Tally) => string;

/** A place of the answer: for whatever objects, and with the types on the way to it. */
interface WritePlace {
  readonly path: PlanPath;
  /** Of the object itself, or of the one that a field is of. */
  readonly key: string;
}

interface TextField {
  readonly name: string;
  readonly code: WriteCode;
}

function listCode(element: WriteCode): WriteCode {
  return (code) => {
    const text = element(code);
    const write = code.declare(
      `(list, tally) => { if (!Array.isArray(list)) return ${code.bind(unusual)}(); let text = ''; ` +
        `for (const v of list) { text += (text === '' ? '[' : ',') + ${text}; } ` +
        "return text === '' ? '[]' : text + ']'; }",
    );
    return `${write}(v, tally)`;
  };
}

function nullableCode(value: WriteCode): WriteCode {
  return (code) => `(v === null || v === undefined ? 'null' : ${value(code)})`;
}

/**
 * A function that reads each field by its own name is several times as fast as one that goes through a list of them.
 * @param passages of the objects at the place, of which those of other types than `key` says may not be there
 */
function generated(fields: readonly TextField[], passages: readonly Passage[], key: string): WriteFields {
  if (fields.length === 0) return () => '{}';
  const code = new GeneratedCode();
  const own = passages.filter(({ places }) => places.has(key));
  // An object may be called something else by whoever tells more of it.
  const foreign = passages
    .filter((passage) => !own.includes(passage))
    .map((passage) => `if (source[${JSON.stringify(passage.key)}] !== undefined) ${code.bind(unusual)}();`);
  const parts = fields.map(({ name, code: write }, index) => {
    const literal = GeneratedCode.literal(name);
    const head = JSON.stringify(`${index === 0 ? '{' : ','}${literal}:`);
    return `v = source[${literal}]; text += ${head} + ${write(code)};`;
  });
  const names = own.flatMap((passage) => passage.names);
  if (new Set(names).size < names.length) return givenUp;
  for (const { key: passageKey, names } of own) {
    const first = fields.findIndex(({ name }) => name === names[0]);
    if (!names.every((name, index) => fields[first + index]?.name === name)) return givenUp;
    const told = `v = source[${JSON.stringify(passageKey)}]; if (v instanceof ${code.bind(ToldText)}) `;
    const write = `{ text += ${first === 0 ? "'{'" : "','"} + v.text; tally.objects += v.objects; }`;
    // A reply that could not be read is parsed, and has the fields themselves.
    parts[first] = `${told}${write} else { ${parts[first]}`;
    parts[first + names.length - 1] += ' }';
  }
  return code.make<WriteFields>(
    `(source, tally) => { ${foreign.join(' ')} let v; let text = ''; ${parts.join(' ')} return text + '}'; }`,
  );
}

function givenUp(): never {
  return unusual();
}

/**
 * Compiles how an answer is written as JSON without being shaped before, which takes half of the time. It writes only
 * what has nothing to be taken out or told: at anything else it throws, and the answer is shaped by the shape compiler.
 */
export class TextWriter {
  readonly #schema: GraphQLSchema;
  readonly #collector: FieldCollector;
  readonly #passages: Passages;

  /** @param passages that objects may have in the place of fields */
  constructor(schema: GraphQLSchema, collector: FieldCollector, passages: Passages) {
    this.#schema = schema;
    this.#collector = collector;
    this.#passages = passages;
  }

  /** The writer of a whole answer. */
  root(type: GraphQLObjectType, set: SelectionSetNode): WriteFields {
    return this.#generated(type, [set], { path: [], key: type.name });
  }

  #generated(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], at: WritePlace): WriteFields {
    return generated(this.#fields(type, sets, at), this.#passages.get(objectKey(at.path)) ?? [], at.key);
  }

  /** Nearly all objects at a place are of one type, whose writer is kept at hand. */
  #object(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], below: WritePlace): WriteCode {
    const known = new Map<unknown, WriteFields>();
    const make = (typeName: unknown): WriteFields => {
      const found = this.#typeNamed(typeName, type);
      const key = keyBelow(below.key, below.path.at(-1) ?? '', found.name);
      return this.#generated(found, sets, { path: below.path, key });
    };
    const writerOf = (typeName: unknown): WriteFields => {
      const found = known.get(typeName) ?? make(typeName);
      known.set(typeName, found);
      return found;
    };
    return (code) => {
      const write = code.declare(
        '(() => { let last = null; let lastName; return (object, tally) => { ' +
          `if (typeof object !== 'object' || object === null || Array.isArray(object)) return ${code.bind(unusual)}(); ` +
          `tally.objects += 1; const name = object.${TYPENAME}; ` +
          `if (last === null || name !== lastName) { last = ${code.bind(writerOf)}(name); lastName = name; } ` +
          'return last(object, tally); }; })()',
      );
      return `${write}(v, tally)`;
    };
  }

  #typeNamed(typeName: unknown, otherwise: GraphQLCompositeType): GraphQLCompositeType {
    if (typeName === undefined) return otherwise;
    const type = typeof typeName === 'string' ? runtimeType(this.#schema, typeName, otherwise) : null;
    return type ?? unusual();
  }

  #fields(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], at: WritePlace): TextField[] {
    return [...this.#collector.collect(sets, type)].flatMap(([name, nodes]): TextField[] => {
      const code = isInherited(name)
        ? GIVEN_UP
        : this.#field(type, nodes, { path: [...at.path, name], key: at.key });
      return code ? [{ name, code }] : [];
    });
  }

  #field(type: GraphQLCompositeType, nodes: readonly FieldNode[], at: WritePlace): WriteCode | null {
    const name = nodes[0]?.name.value ?? '';
    if (name === TYPENAME) {
      const text = JSON.stringify(GeneratedCode.literal(type.name));
      return isObjectType(type) ? () => text : GIVEN_UP;
    }
    if (name.startsWith('__')) return GIVEN_UP;
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    return field
      ? this.#write(
          field.type,
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
          at,
        )
      : null;
  }

  #write(type: GraphQLOutputType, sets: readonly SelectionSetNode[], at: WritePlace): WriteCode {
    if (isNonNullType(type)) return this.#writeValue(type.ofType, sets, at);
    return nullableCode(this.#writeValue(type, sets, at));
  }

  /** What is null is no value, and {@link Unusual}. */
  #writeValue(type: GraphQLOutputType, sets: readonly SelectionSetNode[], at: WritePlace): WriteCode {
    if (isListType(type)) return listCode(this.#write(type.ofType, sets, at));
    if (isLeafType(type)) return leafCode(type);
    return isCompositeType(type) ? this.#object(type, sets, at) : GIVEN_UP;
  }
}
