import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  separateOperations,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { atOnce } from '../under-way/in-parts.ts';
import { chosenDocument, hasConditions, plannableDocument } from './choices/chosen-document.ts';
import { ConditionalOperation, type Found } from './choices/conditional-operation.ts';
import { booleanDefaults, conditionNames, type GivenVariables } from './choices/conditions.ts';
import { CompiledOperation, type CompiledParts, type Planned, type Primary } from './compiled-operation.ts';
import { KeyAliasedOperation } from './key-aliases.ts';
import { withOrderedMutations } from './mutation-order.ts';
import { NOT_OVERRIDDEN, type Overridden } from './overrides/override-labels.ts';
import { NO_READERS, replyReaders } from './passages/reply-readers.ts';
import { PlanCompiler, type Readers } from './plan/compile-plan.ts';
import { TypeNames } from './plan/type-names.ts';
import { type ReadSupergraph, readSupergraph } from './read-supergraph.ts';
import type { Introspected } from './shape/introspection.ts';
import { Shape } from './shape/shape.ts';

const OPERATIONS_MAX = 1_000;
/** So many combinations of what is overridden are at hand for one document. */
const OVERRIDES_MAX = 32;

function operationOf(document: DocumentNode, name: string): OperationDefinitionNode {
  const operation = getOperationAST(document, name || null);
  if (!operation) throw new Error('The document has no such operation.');
  return operation;
}

/** A document with the operation of a name alone. */
function aloneOf(document: DocumentNode, name: string): DocumentNode {
  return separateOperations(document)[name] ?? document;
}

/** Plans operations with Apollo's planner and compiles the plans; each operation once. */
export class OperationCompiler {
  readonly #supergraph: ReadSupergraph;
  readonly #plans: PlanCompiler;
  /** By document, which is remembered for as long as it is asked: nothing is printed to find it. */
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, Planned>>();
  /** Where fields are on their way to other subgraphs, by what of it has come to pass for who asks. */
  readonly #byOverrides = new WeakMap<DocumentNode, LRUCache<string, Planned>>();
  readonly #byText: LRUCache<string, Planned>;

  /**
   * @param supergraph as it was read, or its text, which is then read at once
   * @param max operations that are remembered, each choice of an operation as one of them
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
   * The compiled operation of a valid document, as its variables choose it.
   * @param tenant in which it is asked: by it is decided on which side of a progressive `@override` it is
   * @throws {GraphQLError} when it cannot be planned; `BAD_USER_INPUT` when `@skip` or `@include` look at a variable that
   * is null. @throws {PlanRefused} when its plan is not served.
   */
  compile(
    document: DocumentNode,
    operationName: string | null,
    variables: GivenVariables = {},
    tenant: string | null = null,
  ): CompiledOperation {
    return this.#planned(document, operationName ?? '', tenant).chosenBy(variables);
  }

  /** Plans a valid document, as far as that does not depend on its variables. @throws as {@link compile} does. */
  prepare(document: DocumentNode, operationName: string | null): void {
    this.#planned(document, operationName ?? '', null);
  }

  #planned(document: DocumentNode, name: string, tenant: string | null): Planned {
    const overridden = this.#supergraph.overrides.overriddenFor(document, tenant);
    if (overridden !== NOT_OVERRIDDEN) return this.#overridden(document, name, overridden);
    const operations = this.#byDocument.get(document) ?? new Map<string, Planned>();
    const known = operations.get(name);
    if (known) return known;
    const { operation } = this.#find(aloneOf(document, name), name, overridden);
    this.#byDocument.set(document, operations.set(name, operation));
    return operation;
  }

  #overridden(document: DocumentNode, name: string, overridden: Overridden): Planned {
    const operations =
      this.#byOverrides.get(document) ?? new LRUCache<string, Planned>({ max: OVERRIDES_MAX });
    this.#byOverrides.set(document, operations);
    const key = [name, ...overridden].join('\n');
    const known = operations.get(key);
    if (known) return known;
    const { operation } = this.#find(aloneOf(document, name), name, overridden);
    operations.set(key, operation);
    return operation;
  }

  /** Documents that differ in blanks, comments, or operations that are not asked for are the same operation. */
  #find(alone: DocumentNode, name: string, overridden: Overridden): Found {
    const text = [this.#supergraph.hash, name, ...overridden, print(alone)].join('\n');
    const known = this.#byText.get(text);
    if (known) return { text, operation: known };
    const operation = hasConditions(alone)
      ? this.#conditional(alone, name, overridden)
      : this.#plan(alone, name, overridden);
    this.#byText.set(text, operation);
    return { text, operation };
  }

  #conditional(document: DocumentNode, name: string, overridden: Overridden): ConditionalOperation {
    return new ConditionalOperation({
      names: conditionNames(document),
      defaults: booleanDefaults(operationOf(document, name)),
      choose: (conditions) => this.#find(chosenDocument(document, name, conditions), name, overridden),
      find: (text) => this.#byText.get(text),
    });
  }

  /** @param given without conditions */
  #plan(given: DocumentNode, name: string, overridden: Overridden): CompiledOperation {
    const moved = this.#supergraph.keyAliases.moved(given);
    const written = moved?.document ?? given;
    const document = withOrderedMutations(written, operationOf(written, name));
    const operation = operationOf(document, name);
    const introspected = { schema: this.schema, document, operation };
    // What is answered under other names is never written as it came.
    if (moved) return new KeyAliasedOperation(this.#parts(introspected, false, overridden), moved.aliases);
    const isWritten = operation.operation !== OperationTypeNode.SUBSCRIPTION;
    return new CompiledOperation(this.#parts(introspected, isWritten, overridden));
  }

  #parts(introspected: Introspected, isWritten: boolean, overridden: Overridden): CompiledParts {
    const { document, operation } = introspected;
    const options = operation.name ? { operationName: operation.name.value } : {};
    const { planner, api, whole, access, toldAbove } = this.#supergraph;
    const asked = plannableDocument(toldAbove.asked(document, operation));
    const planned = operationFromDocument(api, asked, options);
    const { node } = planner.buildQueryPlan(planned, {
      overrideConditions: new Map(overridden.map((label) => [label, true])),
    });
    const rootType = this.schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
    const isRead = isWritten && node && node.kind !== 'Subscription';
    const readers = isRead ? replyReaders(node, introspected, rootType, whole) : NO_READERS;
    return {
      ...this.#steps(node, readers.byFetch),
      shape: new Shape(introspected, rootType, readers.passages),
      rules: access.rules,
    };
  }

  #steps(
    node: ReturnType<QueryPlanner['buildQueryPlan']>['node'],
    readers: Readers,
  ): Pick<CompiledParts, 'step' | 'primary'> {
    if (!node) return { step: null, primary: null };
    if (node.kind !== 'Subscription') return { step: this.#plans.compile(node, readers), primary: null };
    const primary: Primary = { node: node.primary, fetch: this.#plans.rootFetch(node.primary) };
    return { step: node.rest ? this.#plans.compile(node.rest, readers) : null, primary };
  }
}
