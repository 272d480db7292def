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
import { selectionsOf } from '../limits/document-limits.ts';
import { OWN_TURN, type PlannedNode, type Planner, PlannerHere, type Turn } from '../planning/planner.ts';
import { atOnce } from '../under-way/in-parts.ts';
import { type Soon, soon } from '../under-way/soon.ts';
import { chosenDocument, hasConditions, plannableDocument } from './choices/chosen-document.ts';
import { ConditionalOperation, type Found } from './choices/conditional-operation.ts';
import { booleanDefaults, conditionNames, type GivenVariables } from './choices/conditions.ts';
import { CompiledOperation, type CompiledParts, type Planned, type Primary } from './compiled-operation.ts';
import { KeyAliasedOperation, type Unaliased } from './key-aliases.ts';
import { withOrderedMutations } from './mutation-order.ts';
import { NOT_OVERRIDDEN, type Overridden } from './overrides/override-labels.ts';
import { NO_READERS, replyReaders } from './passages/reply-readers.ts';
import { PlanCompiler, type Readers } from './plan/compile-plan.ts';
import { TypeNames } from './plan/type-names.ts';
import { type ReadSupergraph, readSupergraph } from './read-supergraph.ts';
import type { Introspected } from './shape/introspection.ts';
import { Shape } from './shape/shape.ts';

const OPERATIONS_MAX = 1_000;
/** Of all that are remembered together: what is planned takes about 800 bytes for each. */
const SELECTIONS_MAX = 100_000;
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

/** What an operation is compiled from. */
export interface CompileAsked {
  /** Valid in the schema of the compiler. */
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: GivenVariables;
  /** By its tenant is decided on which side of a progressive `@override` it is as well. */
  readonly turn: Turn;
}

/** What differs from the usual. */
export interface CompilerOptions {
  /** Operations that are remembered, each choice of an operation as one of them; 1,000 unless given. */
  readonly max?: number;
  /** What they select together, as often as fragments spread it; 100,000 unless given. */
  readonly selectionsMax?: number;
  /** Of the same supergraph; one that plans at once unless given. */
  readonly planner?: Planner;
}

/** How an operation of a document is asked for. */
interface Wanted {
  readonly name: string;
  readonly overridden: Overridden;
  readonly turn: Turn;
}

/** An operation without conditions, on its way to be planned. */
interface Unplanned extends Wanted {
  readonly document: DocumentNode;
  /** By which it is found. */
  readonly text: string;
}

/** Plans operations with Apollo's planner and compiles the plans; each operation once. */
export class OperationCompiler {
  readonly #supergraph: ReadSupergraph;
  readonly #planner: Planner;
  readonly #plans: PlanCompiler;
  /** By document, which is remembered for as long as it is asked: nothing is printed to find it. */
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, Planned>>();
  /** Where fields are on their way to other subgraphs, by what of it has come to pass for who asks. */
  readonly #byOverrides = new WeakMap<DocumentNode, LRUCache<string, Planned>>();
  readonly #byText: LRUCache<string, Planned>;

  /**
   * @param supergraph as it was read, or its text, which is then read at once
   * @throws {Error} when the supergraph cannot be read.
   */
  constructor(supergraph: string | ReadSupergraph, options: CompilerOptions = {}) {
    const { max = OPERATIONS_MAX, selectionsMax: maxSize = SELECTIONS_MAX, planner } = options;
    const read = typeof supergraph === 'string' ? atOnce(readSupergraph(supergraph)) : supergraph;
    this.#supergraph = read;
    this.#planner = planner ?? new PlannerHere(read);
    this.#plans = new PlanCompiler(new TypeNames(read.whole), read.access);
    this.#byText = new LRUCache({ max, maxSize });
  }

  /** The text of the supergraph. */
  get supergraphSdl(): string {
    return this.#supergraph.sdl;
  }

  /** What clients see of the supergraph. */
  get schema(): GraphQLSchema {
    return this.#supergraph.schema;
  }

  /** What its operations are planned by. */
  get planner(): Planner {
    return this.#planner;
  }

  /**
   * The compiled operation of a valid document, as its variables choose it; at once where its plan is at hand.
   * @throws {GraphQLError} when it cannot be planned; `BAD_USER_INPUT` when `@skip` or `@include` look at a variable that
   * is null. @throws {PlanRefused} when its plan is not served. @throws what the planner throws.
   */
  compiled({ document, operationName, variables, turn }: CompileAsked): Soon<CompiledOperation> {
    return soon(this.#planned(document, operationName, turn), (planned) => planned.chosenBy(variables, turn));
  }

  /** The same by a planner that plans at once, for a tenant or none. @throws {Error} when it does not. */
  compile(
    document: DocumentNode,
    operationName: string | null,
    variables: GivenVariables = {},
    tenantId = '',
  ): CompiledOperation {
    const turn = { ...OWN_TURN, tenantId };
    const compiled = this.compiled({ document, operationName, variables, turn });
    if (compiled instanceof Promise) throw new Error('The operation is not planned at once.');
    return compiled;
  }

  /** Plans a valid document, as far as that does not depend on its variables. @throws as {@link compiled} does. */
  async prepare(document: DocumentNode, operationName: string | null): Promise<void> {
    await this.#planned(document, operationName, OWN_TURN);
  }

  #planned(document: DocumentNode, operationName: string | null, turn: Turn): Soon<Planned> {
    const name = operationName ?? '';
    const overridden = this.#supergraph.overrides.overriddenFor(document, turn.tenantId);
    const isUsual = overridden === NOT_OVERRIDDEN;
    const operations = isUsual ? this.#usualOf(document) : this.#overriddenOf(document);
    const key = isUsual ? name : [name, ...overridden].join('\n');
    const known = operations.get(key);
    if (known) return known;
    const found = this.#find(aloneOf(document, name), { name, overridden, turn });
    return soon(found, ({ operation }) => {
      operations.set(key, operation);
      return operation;
    });
  }

  #usualOf(document: DocumentNode): Map<string, Planned> {
    const operations = this.#byDocument.get(document) ?? new Map<string, Planned>();
    this.#byDocument.set(document, operations);
    return operations;
  }

  #overriddenOf(document: DocumentNode): LRUCache<string, Planned> {
    const operations =
      this.#byOverrides.get(document) ?? new LRUCache<string, Planned>({ max: OVERRIDES_MAX });
    this.#byOverrides.set(document, operations);
    return operations;
  }

  /** Documents that differ in blanks, comments, or operations that are not asked for are the same operation. */
  #find(alone: DocumentNode, wanted: Wanted): Soon<Found> {
    const text = [this.#supergraph.hash, wanted.name, ...wanted.overridden, print(alone)].join('\n');
    const known = this.#byText.get(text);
    if (known) return { text, operation: known };
    if (hasConditions(alone))
      return this.#noted({ text, operation: this.#conditional(alone, wanted) }, alone);
    return this.#plan({ ...wanted, document: alone, text });
  }

  #noted(found: Found, document: DocumentNode): Found {
    this.#byText.set(found.text, found.operation, { size: 1 + selectionsOf(document) });
    return found;
  }

  #conditional(document: DocumentNode, { name, overridden }: Wanted): ConditionalOperation {
    return new ConditionalOperation({
      names: conditionNames(document),
      defaults: booleanDefaults(operationOf(document, name)),
      choose: (conditions, turn) =>
        this.#find(chosenDocument(document, name, conditions), { name, overridden, turn }),
      find: (text) => this.#byText.get(text),
    });
  }

  #plan({ document: given, name, overridden, text, turn }: Unplanned): Soon<Found> {
    const moved = this.#supergraph.keyAliases.moved(given);
    const written = moved?.document ?? given;
    const document = withOrderedMutations(written, operationOf(written, name));
    const operation = operationOf(document, name);
    const asked = {
      ...{ text, overridden, turn },
      document: plannableDocument(this.#supergraph.toldAbove.asked(document, operation)),
      operationName: operation.name?.value ?? null,
    };
    return soon(this.#planner.plan(asked), (node) => {
      // Who asked for the same meanwhile may have compiled it.
      const known = this.#byText.get(text);
      if (known) return { text, operation: known };
      const introspected = { schema: this.schema, document, operation };
      return this.#noted({ text, operation: this.#compiled(node, introspected, moved?.aliases) }, document);
    });
  }

  #compiled(
    node: PlannedNode,
    introspected: Introspected,
    aliases: Unaliased['aliases'] | undefined,
  ): CompiledOperation {
    // What is answered under other names is never written as it came.
    if (aliases) return new KeyAliasedOperation(this.#parts(node, introspected, false), aliases);
    const isWritten = introspected.operation.operation !== OperationTypeNode.SUBSCRIPTION;
    return new CompiledOperation(this.#parts(node, introspected, isWritten));
  }

  #parts(node: PlannedNode, introspected: Introspected, isWritten: boolean): CompiledParts {
    const { operation } = introspected;
    const { whole, access } = this.#supergraph;
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

  #steps(node: PlannedNode, readers: Readers): Pick<CompiledParts, 'step' | 'primary'> {
    if (!node) return { step: null, primary: null };
    if (node.kind !== 'Subscription') return { step: this.#plans.compile(node, readers), primary: null };
    const primary: Primary = { node: node.primary, fetch: this.#plans.rootFetch(node.primary) };
    return { step: node.rest ? this.#plans.compile(node.rest, readers) : null, primary };
  }
}
