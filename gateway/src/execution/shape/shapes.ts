import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { JsonObject } from '../json.ts';
import type { Completion } from './completion.ts';
import {
  booleanDefaults,
  Conditions,
  conditionNames,
  conditionValue,
  type GivenVariables,
} from './conditions.ts';
import { type Introspected, introspect } from './introspection.ts';
import { ShapeCompiler } from './shape-compiler.ts';

/** As many combinations of conditions of one operation are remembered. */
const SHAPES_MAX = 32;

/** An answer as the client reads it, and the values in it that no subgraph may answer. */
export interface Shaped {
  readonly data: JsonObject | null;
  readonly faults: readonly GraphQLError[];
}

type Shape = ReturnType<ShapeCompiler['root']>;

/** The shapes of an operation's answers: one for each combination of what its conditions may be. */
export class Shapes {
  readonly #operation: Introspected;
  readonly #rootType: GraphQLObjectType;
  readonly #names: readonly string[];
  readonly #defaults: ReadonlyMap<string, boolean>;
  readonly #known = new Map<string, Shape>();

  constructor(operation: Introspected, rootType: GraphQLObjectType) {
    this.#operation = operation;
    this.#rootType = rootType;
    this.#names = conditionNames(operation.document);
    this.#defaults = booleanDefaults(operation.operation);
  }

  /**
   * The shape for given variables.
   * @throws {GraphQLError} `BAD_USER_INPUT` when a condition is neither true nor false.
   */
  of(given: GivenVariables): (root: JsonObject) => Shaped {
    const shape = this.#shapeFor(given);
    return (root) => {
      const run: Completion = {
        faults: [],
        introspect: (fields) => introspect(this.#operation, fields, given),
      };
      return { data: shape(root, run), faults: run.faults };
    };
  }

  #shapeFor(given: GivenVariables): Shape {
    const values = this.#names.map((name) => conditionValue(name, given, this.#defaults));
    const key = values.map(Number).join('');
    const known = this.#known.get(key);
    if (known) return known;
    const { schema, document, operation } = this.#operation;
    const conditions = new Conditions(
      new Map(this.#names.map((name, index) => [name, values[index] === true])),
    );
    const compiler = new ShapeCompiler(schema, document, conditions);
    const shape = compiler.root(this.#rootType, operation.selectionSet);
    if (this.#known.size >= SHAPES_MAX) this.#known.clear();
    this.#known.set(key, shape);
    return shape;
  }
}
