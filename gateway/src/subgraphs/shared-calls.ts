import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer, SubgraphCall } from '@freehold/kernel/caller/subgraph-call';
import { copyOfObject } from '../execution/json.ts';

/** A call that several operations may ask at the same moment. */
export interface SharedCall extends SubgraphCall {
  readonly subgraph: string;
  /** The variables as JSON. */
  readonly variablesText: string;
}

type Waiting = ReturnType<typeof Promise.withResolvers<SubgraphAnswer>>;

/** Nothing that a query or JSON may hold. */
const SEPARATOR = '\0';

function copyOfAnswer(answer: SubgraphAnswer): SubgraphAnswer {
  return answer.data ? { ...answer, data: copyOfObject(answer.data) } : answer;
}

/**
 * Calls that are under way, by tenant: who asks the same of the same subgraph at the same moment, with everything
 * alike that may change the answer, is given the same answer. That is the whole caller but for the request's id,
 * which only names lines of the log. A call is joined only until a mutation of the tenant has ended, so that nobody
 * is told what was true before their own change.
 */
export class SharedCalls {
  readonly #byTenant = new Map<string, Map<string, Waiting[]>>();
  readonly #claims = new WeakMap<Caller, string>();

  /** Joins a call that is under way, or asks. Nobody's answer shares an object with another's. */
  join(call: SharedCall, ask: () => Promise<SubgraphAnswer>): Promise<SubgraphAnswer> {
    const tenant = call.caller.tenant?.id ?? '';
    const calls = this.#byTenant.get(tenant) ?? new Map<string, Waiting[]>();
    const key = this.#keyOf(call);
    const underWay = calls.get(key);
    if (underWay) {
      const waiting = Promise.withResolvers<SubgraphAnswer>();
      underWay.push(waiting);
      return waiting.promise;
    }
    this.#byTenant.set(tenant, calls);
    const waiting: Waiting[] = [];
    calls.set(key, waiting);
    const end = () => this.#end(tenant, calls, key);
    return answerAll(ask, waiting, end);
  }

  /** Lets nobody join the calls of a tenant that are under way; a mutation has ended. */
  forget({ tenant }: Caller): void {
    this.#byTenant.delete(tenant?.id ?? '');
  }

  #end(tenant: string, calls: Map<string, Waiting[]>, key: string): void {
    calls.delete(key);
    if (calls.size === 0 && this.#byTenant.get(tenant) === calls) this.#byTenant.delete(tenant);
  }

  #keyOf({ subgraph, query, operationName, variablesText, caller, cookies }: SharedCall): string {
    const parts = [subgraph, operationName ?? '', query, variablesText, this.#claimsOf(caller)];
    return [...parts, cookies ? JSON.stringify(cookies) : ''].join(SEPARATOR);
  }

  #claimsOf(caller: Caller): string {
    const known = this.#claims.get(caller);
    if (known !== undefined) return known;
    const { requestId: _, ...claims } = caller;
    const text = JSON.stringify(claims);
    this.#claims.set(caller, text);
    return text;
  }
}

/** Whoever asked first owns the answer and may change it; the others are given copies before that. */
async function answerAll(
  ask: () => Promise<SubgraphAnswer>,
  others: readonly Waiting[],
  end: () => void,
): Promise<SubgraphAnswer> {
  try {
    const answer = await ask();
    for (const { resolve } of others) resolve(copyOfAnswer(answer));
    return answer;
  } catch (error) {
    for (const { reject } of others) reject(error);
    throw error;
  } finally {
    end();
  }
}
