import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { GivenVariables } from '../choices/conditions.ts';
import type { JsonObject } from '../json.ts';
import { expandPassages } from '../passages/passage.ts';
import type { Passages } from '../passages/reply-reader.ts';
import { WrittenData } from '../written-data.ts';
import type { Completion } from './completion.ts';
import { FieldCollector } from './field-groups.ts';
import { type Introspected, introspect } from './introspection.ts';
import { ShapeCompiler } from './shape-compiler.ts';
import { type Tally, Unusual } from './text-leaves.ts';
import { TextWriter } from './text-writer.ts';

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

/** What the answer of an operation without conditions becomes of what the subgraphs have answered. */
export class Shape {
  readonly #operation: Introspected;
  readonly #rootType: GraphQLObjectType;
  readonly #passages: Passages;
  readonly #collector: FieldCollector;
  #shapeRoot: ReturnType<ShapeCompiler['root']> | null = null;
  #writeRoot: ReturnType<TextWriter['root']> | null = null;

  /** @param passages that replies may have in the place of fields */
  constructor(operation: Introspected, rootType: GraphQLObjectType, passages: Passages) {
    this.#operation = operation;
    this.#rootType = rootType;
    this.#passages = passages;
    this.#collector = new FieldCollector(operation.schema, operation.document);
  }

  /** As objects. */
  shape(root: JsonObject, given: GivenVariables): Shaped {
    const run: Completion = {
      faults: [],
      introspect: (fields) => introspect(this.#operation, fields, given),
    };
    // Either way is compiled when it is gone for the first time: most operations are answered by one of them.
    this.#shapeRoot ??= this.#compileShape();
    return { data: this.#shapeRoot(root, run), faults: run.faults };
  }

  /** As text, unless there is something to be taken out or told. */
  write(root: JsonObject, given: GivenVariables): Written {
    const data = this.#tryToWrite(root);
    if (data) return { data, faults: [] };
    expandPassages(root);
    return this.shape(root, given);
  }

  #tryToWrite(root: JsonObject): WrittenData | null {
    this.#writeRoot ??= this.#compileWriter();
    const tally: Tally = { objects: 0 };
    try {
      return new WrittenData(this.#writeRoot(root, tally), tally.objects);
    } catch (error) {
      if (error instanceof Unusual) return null;
      throw error;
    }
  }

  #compileShape(): ReturnType<ShapeCompiler['root']> {
    const { schema, operation } = this.#operation;
    return new ShapeCompiler(schema, this.#collector).root(this.#rootType, operation.selectionSet);
  }

  #compileWriter(): ReturnType<TextWriter['root']> {
    const { schema, operation } = this.#operation;
    const writer = new TextWriter(schema, this.#collector, this.#passages);
    return writer.root(this.#rootType, operation.selectionSet);
  }
}
