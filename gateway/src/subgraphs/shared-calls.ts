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
/** Calls of one query that are under way, by everything else that is asked and by whom; and who waits for each. */
type Calls = Map<string, Waiting[]>;
/** The calls of a tenant by their query, whose text is the same object in all calls of a plan: it is not read again. */
type TenantCalls = Map<string, Calls>;

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
  readonly #byTenant = new Map<string, TenantCalls>();
  readonly #claims = new WeakMap<Caller, string>();

  /** Joins a call that is under way, or asks. Nobody's answer shares an object with another's. */
  join(call: SharedCall, ask: () => Promise<SubgraphAnswer>): Promise<SubgraphAnswer> {
    const tenant = call.caller.tenant?.id ?? '';
    const ofTenant: TenantCalls = this.#byTenant.get(tenant) ?? new Map();
    const calls: Calls = ofTenant.get(call.query) ?? new Map();
    const key = this.#keyOf(call);
    const underWay = calls.get(key);
    if (underWay) {
      const waiting = Promise.withResolvers<SubgraphAnswer>();
      underWay.push(waiting);
      return waiting.promise;
    }
    this.#byTenant.set(tenant, ofTenant);
    ofTenant.set(call.query, calls);
    const waiting: Waiting[] = [];
    calls.set(key, waiting);
    const end = () => {
      calls.delete(key);
      if (calls.size === 0) this.#end(tenant, ofTenant, call.query);
    };
    return answerAll(ask, waiting, end);
  }

  /** Lets nobody join the calls of a tenant that are under way; a mutation has ended. */
  forget({ tenant }: Caller): void {
    this.#byTenant.delete(tenant?.id ?? '');
  }

  #end(tenant: string, ofTenant: TenantCalls, query: string): void {
    ofTenant.delete(query);
    if (ofTenant.size === 0 && this.#byTenant.get(tenant) === ofTenant) this.#byTenant.delete(tenant);
  }

  #keyOf({ subgraph, operationName, variablesText, caller, cookies }: SharedCall): string {
    const asked = subgraph + SEPARATOR + (operationName ?? '') + SEPARATOR + variablesText;
    const asker = this.#claimsOf(caller) + SEPARATOR + (cookies ? JSON.stringify(cookies) : '');
    return asked + SEPARATOR + asker;
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
