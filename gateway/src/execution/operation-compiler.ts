import { createHash } from 'node:crypto';
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { Rule } from '@freehold/kernel/permissions/rules';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  print,
  separateOperations,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { CompiledOperation, type CompiledParts, type Primary } from './compiled-operation.ts';
import { ConditionalOperation, chosenDocument, LatePlan } from './conditional-operation.ts';
import { AccessRules } from './gates/access-rules.ts';
import { KeyAliasedOperation, KeyAliases } from './key-aliases.ts';
import { withOrderedMutations } from './mutation-order.ts';
import { NO_READERS, replyReaders } from './passages/reply-readers.ts';
import { PlanCompiler, type PlanSetting } from './plan/compile-plan.ts';
import { TypeNames } from './plan/type-names.ts';
import { booleanDefaults, type Conditions, conditionNames } from './shape/conditions.ts';
import type { Introspected } from './shape/introspection.ts';
import { Shapes } from './shape/shapes.ts';

const OPERATIONS_MAX = 1_000;

function orderedOperation(
  document: DocumentNode,
  name: string,
): Pick<Introspected, 'document' | 'operation'> {
  const written = getOperationAST(document, name || null);
  const ordered = written && withOrderedMutations(document, written);
  const operation = ordered && getOperationAST(ordered, name || null);
  if (!operation) throw new Error('The document has no such operation.');
  return { document: ordered, operation };
}

/** Plans operations with Apollo's planner and compiles the plans; each operation once. */
export class OperationCompiler {
  readonly #planner: QueryPlanner;
  readonly #api: Schema;
  readonly #schema: GraphQLSchema;
  /** With everything that fetches may ask for. */
  readonly #supergraph: GraphQLSchema;
  readonly #plans: PlanCompiler;
  readonly #rules: readonly Rule[];
  readonly #schemaHash: string;
  readonly #keyAliases: KeyAliases;
  /** By document, which the server keeps for as long as it is asked: nothing is printed to find it. */
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, CompiledOperation>>();
  readonly #byText: LRUCache<string, CompiledOperation>;

  /**
   * @param supergraphSdl composed when the product was built
   * @param max operations that are remembered
   * @throws {Error} when the supergraph cannot be read.
   */
  constructor(supergraphSdl: string, max = OPERATIONS_MAX) {
    const supergraph = Supergraph.build(supergraphSdl);
    this.#planner = new QueryPlanner(supergraph);
    this.#api = supergraph.apiSchema();
    this.#schema = this.#api.toGraphQLJSSchema();
    this.#supergraph = supergraph.schema.toGraphQLJSSchema();
    const access = new AccessRules(supergraphSdl);
    this.#rules = access.rules;
    this.#plans = new PlanCompiler(new TypeNames(this.#supergraph), access);
    this.#schemaHash = createHash('sha256').update(supergraphSdl).digest('base64url');
    this.#keyAliases = new KeyAliases(supergraphSdl);
    this.#byText = new LRUCache({ max });
  }

  /** What clients see of the supergraph. */
  get schema(): GraphQLSchema {
    return this.#schema;
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
    const text = `${this.#schemaHash}\n${name}\n${print(alone)}`;
    const known = this.#byText.get(text);
    if (known) return known;
    const compiled = this.#plan(alone, name);
    this.#byText.set(text, compiled);
    return compiled;
  }

  #plan(given: DocumentNode, name: string): CompiledOperation {
    const moved = this.#keyAliases.moved(given);
    const { document, operation } = orderedOperation(moved?.document ?? given, name);
    const introspected = { schema: this.#schema, document, operation };
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
    const { node } = this.#planner.buildQueryPlan(operationFromDocument(this.#api, document, options));
    const rootType = this.#schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
    const isRead = isWritten && node && node.kind !== 'Subscription';
    const readers = isRead ? replyReaders(node, introspected, rootType, this.#supergraph) : NO_READERS;
    return {
      ...this.#steps(node, { defaults: booleanDefaults(operation), readers: readers.byFetch }),
      shapes: new Shapes(introspected, rootType, readers.passages),
      rules: this.#rules,
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
