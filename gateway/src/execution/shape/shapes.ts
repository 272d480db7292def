import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { JsonObject } from '../json.ts';
import { expandPassages } from '../passages/passage.ts';
import type { Passages } from '../passages/reply-reader.ts';
import { WrittenData } from '../written-data.ts';
import type { Completion } from './completion.ts';
import {
  booleanDefaults,
  Conditions,
  conditionNames,
  conditionValue,
  type GivenVariables,
} from './conditions.ts';
import { FieldCollector } from './field-groups.ts';
import { type Introspected, introspect } from './introspection.ts';
import { ShapeCompiler } from './shape-compiler.ts';
import { type Tally, Unusual } from './text-leaves.ts';
import { TextWriter } from './text-writer.ts';

/** As many combinations of conditions of one operation are remembered. */
const SHAPES_MAX = 32;

/** An answer as the client reads it, and the values in it that no subgraph may answer. */
export interface Shaped {
  readonly data: JsonObject | null;
  readonly faults: readonly GraphQLError[];
}

/** An answer whose data is written, or shaped where it cannot be written at once. */
export interface Written {
  readonly data: WrittenData | JsonObject | null;
  readonly faults: readonly GraphQLError[];
}

/** What an operation's answer becomes of what the subgraphs have answered. */
export interface Shape {
  /** As objects. */
  shape(root: JsonObject): Shaped;
  /** As text, unless there is something to be taken out or told. */
  write(root: JsonObject): Written;
}

interface Compiled {
  readonly shape: ReturnType<ShapeCompiler['root']>;
  readonly write: ReturnType<TextWriter['root']>;
}

function tryToWrite({ write }: Compiled, root: JsonObject): WrittenData | null {
  const tally: Tally = { objects: 0 };
  try {
    return new WrittenData(write(root, tally), tally.objects);
  } catch (error) {
    if (error instanceof Unusual) return null;
    throw error;
  }
}

/** The shapes of an operation's answers: one for each combination of what its conditions may be. */
export class Shapes {
  readonly #operation: Introspected;
  readonly #rootType: GraphQLObjectType;
  readonly #names: readonly string[];
  readonly #defaults: ReadonlyMap<string, boolean>;
  readonly #passages: Passages;
  readonly #known = new Map<string, Compiled>();

  /** @param passages that replies may have in the place of fields */
  constructor(operation: Introspected, rootType: GraphQLObjectType, passages: Passages) {
    this.#operation = operation;
    this.#rootType = rootType;
    this.#passages = passages;
    this.#names = conditionNames(operation.document);
    this.#defaults = booleanDefaults(operation.operation);
  }

  /**
   * The shape for given variables.
   * @throws {GraphQLError} `BAD_USER_INPUT` when a condition is neither true nor false.
   */
  of(given: GivenVariables): Shape {
    const compiled = this.#compiledFor(given);
    const shape = (root: JsonObject): Shaped => {
      const run: Completion = {
        faults: [],
        introspect: (fields) => introspect(this.#operation, fields, given),
      };
      return { data: compiled.shape(root, run), faults: run.faults };
    };
    const write = (root: JsonObject): Written => {
      const data = tryToWrite(compiled, root);
      if (data) return { data, faults: [] };
      expandPassages(root);
      return shape(root);
    };
    return { shape, write };
  }

  #compiledFor(given: GivenVariables): Compiled {
    const values = this.#names.map((name) => conditionValue(name, given, this.#defaults));
    const key = values.map(Number).join('');
    const known = this.#known.get(key);
    if (known) return known;
    const { schema, document, operation } = this.#operation;
    const conditions = new Conditions(
      new Map(this.#names.map((name, index) => [name, values[index] === true])),
    );
    const collector = new FieldCollector(schema, document, conditions);
    const { selectionSet } = operation;
    const compiled: Compiled = {
      shape: new ShapeCompiler(schema, collector).root(this.#rootType, selectionSet),
      write: new TextWriter(schema, collector, this.#passages).root(this.#rootType, selectionSet),
    };
    if (this.#known.size >= SHAPES_MAX) this.#known.clear();
    this.#known.set(key, compiled);
    return compiled;
  }
}
