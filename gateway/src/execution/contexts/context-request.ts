import { BareObject, type JsonObject } from '../json.ts';
import type { SubgraphRequest } from '../plan/plan-run.ts';
import type { Representations } from '../plan/request-template.ts';

/** The part of a request that is the same for all with as many groups of entities. */
export type ContextDocument = Pick<SubgraphRequest, 'query' | 'operationName' | 'kind' | 'head' | 'read'>;

/**
 * A request for several groups of entities, each in a variable of its own. Variables are made when somebody looks at them,
 * as of any request.
 */
export class ContextRequest implements SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly kind: SubgraphRequest['kind'];
  readonly head: string;
  readonly read: SubgraphRequest['read'];
  readonly #given: JsonObject;
  readonly #entities: ReadonlyMap<string, Representations>;
  #text: string | null = null;

  /** @param entities by the names of their variables */
  constructor(
    { query, operationName, kind, head, read }: ContextDocument,
    given: JsonObject,
    entities: ReadonlyMap<string, Representations>,
  ) {
    this.query = query;
    this.operationName = operationName;
    this.kind = kind;
    this.head = head;
    this.read = read;
    this.#given = given;
    this.#entities = entities;
  }

  get variables(): JsonObject {
    const variables = new BareObject();
    for (const [name, entities] of this.#entities) variables[name] = entities.objects();
    return Object.assign(variables, this.#given);
  }

  get variablesText(): string {
    this.#text ??= this.#render();
    return this.#text;
  }

  #render(): string {
    const entities = [...this.#entities].map(([name, each]) => `"${name}":[${each.text()}]`);
    const given = JSON.stringify(this.#given).slice(1, -1);
    return `{${[...entities, ...(given === '' ? [] : [given])].join(',')}}`;
  }
}
