import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  print,
  separateOperations,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { atOnce } from '../under-way/in-parts.ts';
import { CompiledOperation, type CompiledParts, type Primary } from './compiled-operation.ts';
import { ConditionalOperation, chosenDocument, LatePlan } from './conditional-operation.ts';
import { KeyAliasedOperation } from './key-aliases.ts';
import { NO_READERS, replyReaders } from './passages/reply-readers.ts';
import { PlanCompiler, type PlanSetting } from './plan/compile-plan.ts';
import { TypeNames } from './plan/type-names.ts';
import { type ReadSupergraph, readSupergraph } from './read-supergraph.ts';
import { booleanDefaults, type Conditions, conditionNames } from './shape/conditions.ts';
import type { Introspected } from './shape/introspection.ts';
import { Shapes } from './shape/shapes.ts';

const OPERATIONS_MAX = 1_000;

/** Plans operations with Apollo's planner and compiles the plans; each operation once. */
export class OperationCompiler {
  readonly #supergraph: ReadSupergraph;
  readonly #plans: PlanCompiler;
  /** By document, which the server keeps for as long as it is asked: nothing is printed to find it. */
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, CompiledOperation>>();
  readonly #byText: LRUCache<string, CompiledOperation>;

  /**
   * @param supergraph as it was read, or its text, which is then read at once
   * @param max operations that are remembered
   * @throws {Error} when the supergraph cannot be read.
   */
  constructor(supergraph: string | ReadSupergraph, max = OPERATIONS_MAX) {
    const read = typeof supergraph === 'string' ? atOnce(readSupergraph(supergraph)) : supergraph;
    this.#supergraph = read;
    this.#plans = new PlanCompiler(new TypeNames(read.whole), read.access);
    this.#byText = new LRUCache({ max });
  }

  /** The text of the supergraph. */
  get supergraphSdl(): string {
    return this.#supergraph.sdl;
  }

  /** What clients see of the supergraph. */
  get schema(): GraphQLSchema {
    return this.#supergraph.schema;
  }

  /**
   * The compiled operation of a valid document.
   * @throws {GraphQLError} when it cannot be planned. @throws {PlanRefused} when its plan is not served.
   */
  compile(document: DocumentNode, operationName: string | null): CompiledOperation {
    const name = operationName ?? '';
    const known = this.#byDocument.get(document)?.get(name);
    if (known) return known;
    const compiled = this.#compileOnce(document, name);
    const operations = this.#byDocument.get(document) ?? new Map<string, CompiledOperation>();
    this.#byDocument.set(document, operations.set(name, compiled));
    return compiled;
  }

  /** Documents that differ in blanks, comments, or operations that are not asked for are the same operation. */
  #compileOnce(document: DocumentNode, name: string): CompiledOperation {
    const alone = separateOperations(document)[name] ?? document;
    const text = `${this.#supergraph.hash}\n${name}\n${print(alone)}`;
    const known = this.#byText.get(text);
    if (known) return known;
    const compiled = this.#plan(alone, name);
    this.#byText.set(text, compiled);
    return compiled;
  }

  #plan(given: DocumentNode, name: string): CompiledOperation {
    const moved = this.#supergraph.keyAliases.moved(given);
    const document = moved?.document ?? given;
    const operation = getOperationAST(document, name || null);
    if (!operation) throw new Error('The document has no such operation.');
    const introspected = { schema: this.schema, document, operation };
    // What is answered under other names is never written as it came.
    if (moved) return new KeyAliasedOperation(this.#parts(introspected, false), moved.aliases);
    const isWritten = operation.operation !== OperationTypeNode.SUBSCRIPTION;
    const names = isWritten ? conditionNames(document) : [];
    if (names.length === 0) return new CompiledOperation(this.#parts(introspected, isWritten));
    const compile = (conditions: Conditions) => {
      const chosen = chosenDocument(document, name, conditions);
      return chosen && this.#plan(chosen, name);
    };
    const parts = new LatePlan(() => this.#parts(introspected, isWritten));
    return new ConditionalOperation(parts, { names, defaults: booleanDefaults(operation), compile });
  }

  #parts(introspected: Introspected, isWritten: boolean): CompiledParts {
    const { document, operation } = introspected;
    const options = operation.name ? { operationName: operation.name.value } : {};
    const { planner, api, whole, access } = this.#supergraph;
    const { node } = planner.buildQueryPlan(operationFromDocument(api, document, options));
    const rootType = this.schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
    const isRead = isWritten && node && node.kind !== 'Subscription';
    const readers = isRead ? replyReaders(node, introspected, rootType, whole) : NO_READERS;
    return {
      ...this.#steps(node, { defaults: booleanDefaults(operation), readers: readers.byFetch }),
      shapes: new Shapes(introspected, rootType, readers.passages),
      rules: access.rules,
    };
  }

  #steps(
    node: ReturnType<QueryPlanner['buildQueryPlan']>['node'],
    setting: PlanSetting,
  ): Pick<CompiledParts, 'step' | 'primary'> {
    if (!node) return { step: null, primary: null };
    if (node.kind !== 'Subscription') return { step: this.#plans.compile(node, setting), primary: null };
    const primary: Primary = { node: node.primary, fetch: this.#plans.rootFetch(node.primary) };
    return { step: node.rest ? this.#plans.compile(node.rest, setting) : null, primary };
  }
}
