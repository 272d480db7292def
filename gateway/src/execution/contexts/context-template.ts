import type { FetchNode } from '@apollo/query-planner';
import {
  type ASTNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { BareObject, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import type { ReadReply } from '../passages/passage.ts';
import { withoutSpreads } from '../passages/plan-interest.ts';
import type { PlanRun, SubgraphReply, SubgraphRequest } from '../plan/plan-run.ts';
import { type Representations, requestHead } from '../plan/request-template.ts';
import { type ContextDocument, ContextRequest } from './context-request.ts';

const REPRESENTATIONS = 'representations';
const ENTITIES = '_entities';

/** Entities that are asked for with the same values. */
export interface AskedGroup {
  readonly values: JsonObject;
  readonly entities: Representations;
}

/** The names of the groups of a request, where it has several. */
function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `_${index}`);
}

function renamed<T extends ASTNode>(node: T, names: ReadonlySet<string>, index: number): T {
  return visit(node, {
    Variable: (variable) => {
      const { value } = variable.name;
      return names.has(value)
        ? { ...variable, name: { kind: Kind.NAME, value: `${value}_${index}` } }
        : undefined;
    },
  });
}

/** The requests of a fetch whose entities take something from above them. */
export class ContextTemplate {
  readonly #node: FetchNode;
  readonly #read: ReadReply | undefined;
  /** The variables of which each group has its own. */
  readonly #own: ReadonlySet<string>;
  readonly #operation: OperationDefinitionNode;
  /** By how many groups they are for. */
  readonly #documents = new Map<number, ContextDocument>();

  /** @param names of the variables that are taken from above */
  constructor(node: FetchNode, names: readonly string[], read?: ReadReply) {
    this.#node = node;
    this.#read = read;
    const { definitions } = parse(node.operation, { noLocation: true });
    const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The fetch asks for nothing.');
    this.#operation = withoutSpreads(operation, definitions);
    const declared = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
    this.#own = new Set([REPRESENTATIONS, ...names.filter((name) => declared.has(name))]);
  }

  /** One request for some groups: what they have in common is asked for once. */
  request({ variables, isWritten }: PlanRun, groups: readonly AskedGroup[]): SubgraphRequest {
    const given = this.#pick(variables);
    const entities = new Map<string, Representations>();
    for (const [index, group] of groups.entries()) {
      const end = groups.length === 1 ? '' : `_${index}`;
      // What a caller is refused takes nothing.
      for (const name in group.values) if (this.#own.has(name)) given[name + end] = group.values[name];
      entities.set(REPRESENTATIONS + end, group.entities);
    }
    const { read, ...document } = this.#documentFor(groups.length);
    return new ContextRequest(isWritten ? { ...document, read } : document, given, entities);
  }

  /** What the client gives of what is asked. */
  #pick(variables: PlanRun['variables']): JsonObject {
    const given = new BareObject();
    for (const name of this.#node.variableUsages ?? []) {
      const value = this.#own.has(name) ? undefined : ownValue(variables, name);
      if (value !== undefined) setOwn(given, name, value);
    }
    return given;
  }

  /** What each of the groups is told, as if it had been asked for alone; and the errors that are of none of them. */
  replies(reply: SubgraphReply, count: number): { readonly each: SubgraphReply[]; readonly errors: Errors } {
    if (count === 1) return { each: [reply], errors: [] };
    const { data, errors = [] } = reply;
    const names = namesOf(count);
    const each = names.map((name) => ({
      data: isJsonObject(data) ? { [ENTITIES]: ownValue(data, name) } : data,
      errors: errors.flatMap((error) =>
        error.path?.[0] === name ? { ...error, path: [ENTITIES, ...error.path.slice(1)] } : [],
      ),
    }));
    return { each, errors: errors.filter(({ path }) => !names.includes(String(path?.[0]))) };
  }

  #documentFor(count: number): ContextDocument {
    const known = this.#documents.get(count);
    if (known) return known;
    const { operation, operationName, operationKind: kind } = this.#node;
    const query = count === 1 ? operation : this.#textFor(count);
    const head = requestHead(query, operationName);
    const read = count === 1 ? this.#read : this.#read?.lists?.(namesOf(count));
    const document = { query, operationName, kind, head, read };
    this.#documents.set(count, document);
    return document;
  }

  #textFor(count: number): string {
    const { variableDefinitions = [], selectionSet, ...operation } = this.#operation;
    const indices = Array.from({ length: count }, (_, index) => index);
    const definitions = variableDefinitions.flatMap((each): VariableDefinitionNode[] =>
      this.#own.has(each.variable.name.value)
        ? indices.map((index) => renamed(each, this.#own, index))
        : [each],
    );
    const entities = selectionSet.selections.filter((each) => each.kind === Kind.FIELD);
    const selections = indices.flatMap((index) =>
      entities.map((each): FieldNode => {
        const alias = { kind: Kind.NAME, value: `_${index}` } as const;
        return renamed({ ...each, alias }, this.#own, index);
      }),
    );
    const text = print({
      ...operation,
      variableDefinitions: definitions,
      selectionSet: { ...selectionSet, selections },
    });
    return stripIgnoredCharacters(text);
  }
}

type Errors = NonNullable<SubgraphReply['errors']>;
