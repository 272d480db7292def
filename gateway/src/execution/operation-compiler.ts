import { createHash } from 'node:crypto';
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { Rule } from '@freehold/kernel/permissions/rules';
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
import { chosenDocument, hasConditions, plannableDocument } from './choices/chosen-document.ts';
import { ConditionalOperation, type Found } from './choices/conditional-operation.ts';
import { booleanDefaults, conditionNames, type GivenVariables } from './choices/conditions.ts';
import { CompiledOperation, type CompiledParts, type Planned, type Primary } from './compiled-operation.ts';
import { AccessRules } from './gates/access-rules.ts';
import { KeyAliasedOperation, KeyAliases } from './key-aliases.ts';
import { NO_READERS, replyReaders } from './passages/reply-readers.ts';
import { PlanCompiler, type Readers } from './plan/compile-plan.ts';
import { TypeNames } from './plan/type-names.ts';
import type { Introspected } from './shape/introspection.ts';
import { Shape } from './shape/shape.ts';

const OPERATIONS_MAX = 1_000;

function operationOf(document: DocumentNode, name: string): OperationDefinitionNode {
  const operation = getOperationAST(document, name || null);
  if (!operation) throw new Error('The document has no such operation.');
  return operation;
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
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, Planned>>();
  readonly #byText: LRUCache<string, Planned>;

  /**
   * @param supergraphSdl composed when the product was built
   * @param max operations that are remembered, each choice of an operation as one of them
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
   * The compiled operation of a valid document, as its variables choose it.
   * @throws {GraphQLError} when it cannot be planned; `BAD_USER_INPUT` when `@skip` or `@include` look at a variable that
   * is null. @throws {PlanRefused} when its plan is not served.
   */
  compile(
    document: DocumentNode,
    operationName: string | null,
    variables: GivenVariables = {},
  ): CompiledOperation {
    const name = operationName ?? '';
    const operations = this.#byDocument.get(document) ?? new Map<string, Planned>();
    const known = operations.get(name);
    if (known) return known.chosenBy(variables);
    const { operation } = this.#find(separateOperations(document)[name] ?? document, name);
    this.#byDocument.set(document, operations.set(name, operation));
    return operation.chosenBy(variables);
  }

  /** Documents that differ in blanks, comments, or operations that are not asked for are the same operation. */
  #find(alone: DocumentNode, name: string): Found {
    const text = `${this.#schemaHash}\n${name}\n${print(alone)}`;
    const known = this.#byText.get(text);
    if (known) return { text, operation: known };
    const operation = hasConditions(alone) ? this.#conditional(alone, name) : this.#plan(alone, name);
    this.#byText.set(text, operation);
    return { text, operation };
  }

  #conditional(document: DocumentNode, name: string): ConditionalOperation {
    return new ConditionalOperation({
      names: conditionNames(document),
      defaults: booleanDefaults(operationOf(document, name)),
      choose: (conditions) => this.#find(chosenDocument(document, name, conditions), name),
      find: (text) => this.#byText.get(text),
    });
  }

  /** @param given without conditions */
  #plan(given: DocumentNode, name: string): CompiledOperation {
    const moved = this.#keyAliases.moved(given);
    const document = moved?.document ?? given;
    const operation = operationOf(document, name);
    const introspected = { schema: this.#schema, document, operation };
    // What is answered under other names is never written as it came.
    if (moved) return new KeyAliasedOperation(this.#parts(introspected, false), moved.aliases);
    const isWritten = operation.operation !== OperationTypeNode.SUBSCRIPTION;
    return new CompiledOperation(this.#parts(introspected, isWritten));
  }

  #parts(introspected: Introspected, isWritten: boolean): CompiledParts {
    const { document, operation } = introspected;
    const options = operation.name ? { operationName: operation.name.value } : {};
    const planned = operationFromDocument(this.#api, plannableDocument(document), options);
    const { node } = this.#planner.buildQueryPlan(planned);
    const rootType = this.#schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
    const isRead = isWritten && node && node.kind !== 'Subscription';
    const readers = isRead ? replyReaders(node, introspected, rootType, this.#supergraph) : NO_READERS;
    return {
      ...this.#steps(node, readers.byFetch),
      shape: new Shape(introspected, rootType, readers.passages),
      rules: this.#rules,
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
