import type { FetchNode } from '@apollo/query-planner';
import { BareObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import type { ReadReply } from '../passages/passage.ts';
import type { PlanRun, SubgraphRequest } from './plan-run.ts';

const REPRESENTATIONS = 'representations';

type Fixed = Pick<SubgraphRequest, 'query' | 'operationName' | 'kind' | 'head' | 'read'>;
/** What a request takes of an execution. */
type Given = Pick<PlanRun, 'variables' | 'isWritten'>;

/** The beginning of a request as JSON, up to the value of its variables. */
export function requestHead(query: string, operationName: string | undefined): string {
  const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
  return `{"query":${JSON.stringify(query)}${name},"variables":`;
}

/** The entities of a request: as text for who sends it, as objects for who answers in this process. */
export interface Representations {
  /** As JSON, with commas between them; made when somebody looks, as the others. */
  text(): string;
  objects(): readonly JsonObject[];
}

/** A request of a plan. Its variables are made when somebody looks at them: who sends it needs their text alone. */
class TemplateRequest implements SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly kind: SubgraphRequest['kind'];
  readonly head: string;
  readonly read: ReadReply | undefined;
  readonly #given: JsonObject;
  readonly #representations: Representations | null;
  #variables: JsonObject | null = null;
  #text: string | null = null;

  constructor(
    { query, operationName, kind, head, read }: Fixed,
    given: JsonObject,
    representations: Representations | null,
  ) {
    this.query = query;
    this.operationName = operationName;
    this.kind = kind;
    this.head = head;
    this.read = read;
    this.#given = given;
    this.#representations = representations;
  }

  get variables(): JsonObject {
    this.#variables ??= this.#representations
      ? { ...this.#given, [REPRESENTATIONS]: this.#representations.objects() }
      : this.#given;
    return this.#variables;
  }

  get variablesText(): string {
    this.#text ??= this.#render();
    return this.#text;
  }

  #render(): string {
    const own = JSON.stringify(this.#given);
    if (!this.#representations) return own;
    const rest = own === '{}' ? '}' : `,${own.slice(1)}`;
    return `{"${REPRESENTATIONS}":[${this.#representations.text()}]${rest}`;
  }
}

/** The part of a fetch's request that is the same in every execution. */
export class RequestTemplate {
  readonly #fixed: Fixed;
  /** The same for answers that are written. */
  readonly #written: Fixed;
  readonly #names: readonly string[];

  /** @param read how its replies are read where the answer is written; they are parsed without it */
  constructor({ operation, operationName, operationKind, variableUsages }: FetchNode, read?: ReadReply) {
    const head = requestHead(operation, operationName);
    this.#fixed = { query: operation, operationName, kind: operationKind, head };
    this.#written = { ...this.#fixed, read };
    this.#names = variableUsages ?? [];
  }

  /** The request with the variables that the client has given. */
  request({ variables, isWritten }: Given): SubgraphRequest {
    return new TemplateRequest(isWritten ? this.#written : this.#fixed, this.#pick(variables), null);
  }

  /**
   * The request for entities.
   * @throws {Error} when the client has named a variable like the one of the entities.
   */
  requestFor(given: Given, representations: Representations): SubgraphRequest {
    const variables = this.#pick(given.variables);
    if (Object.hasOwn(variables, REPRESENTATIONS))
      throw new Error(`Variables cannot contain key "${REPRESENTATIONS}"`);
    return new TemplateRequest(given.isWritten ? this.#written : this.#fixed, variables, representations);
  }

  #pick(given: PlanRun['variables']): JsonObject {
    const variables = new BareObject();
    for (const name of this.#names) {
      const value = ownValue(given, name);
      if (value !== undefined) setOwn(variables, name, value);
    }
    return variables;
  }
}
