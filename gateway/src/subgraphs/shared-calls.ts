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

/** A call that is under way, and who waits for the same. */
interface UnderWay {
  readonly call: SharedCall;
  readonly others: Waiting[];
}

/** The calls of a tenant by their query, whose text is the same object in all calls of a plan: it is not read again. */
type TenantCalls = Map<string, SameQuery>;

/** Nothing that a query or JSON may hold. */
const SEPARATOR = '\0';

function copyOfAnswer(answer: SubgraphAnswer): SubgraphAnswer {
  return answer.data ? { ...answer, data: copyOfObject(answer.data) } : answer;
}

/**
 * Calls of one query that are under way. What tells them apart is long, and made only when there are two: most calls
 * are alone.
 */
class SameQuery {
  readonly #keyOf: (call: SharedCall) => string;
  #alone: UnderWay | null = null;
  readonly #byKey = new Map<string, UnderWay>();

  constructor(keyOf: (call: SharedCall) => string) {
    this.#keyOf = keyOf;
  }

  get isEmpty(): boolean {
    return this.#alone === null && this.#byKey.size === 0;
  }

  /** The call that is to be joined; null when none is the same. */
  find(call: SharedCall): UnderWay | null {
    if (this.isEmpty) return null;
    this.#tellApart();
    return this.#byKey.get(this.#keyOf(call)) ?? null;
  }

  /** A call that others may join, and that nobody has found before. */
  begin(call: SharedCall): UnderWay {
    const own: UnderWay = { call, others: [] };
    if (this.isEmpty) this.#alone = own;
    else this.#byKey.set(this.#keyOf(call), own);
    return own;
  }

  end(own: UnderWay): void {
    if (this.#alone === own) this.#alone = null;
    else this.#byKey.delete(this.#keyOf(own.call));
  }

  #tellApart(): void {
    if (this.#alone) this.#byKey.set(this.#keyOf(this.#alone.call), this.#alone);
    this.#alone = null;
  }
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
    const calls = ofTenant.get(call.query) ?? new SameQuery(this.#keyOf);
    const joined = calls.find(call);
    if (joined) {
      const waiting = Promise.withResolvers<SubgraphAnswer>();
      joined.others.push(waiting);
      return waiting.promise;
    }
    const asked = ask();
    const own = calls.begin(call);
    this.#byTenant.set(tenant, ofTenant);
    ofTenant.set(call.query, calls);
    const end = () => {
      calls.end(own);
      if (calls.isEmpty) this.#end(tenant, ofTenant, call.query);
    };
    return answerAll(asked, own.others, end);
  }

  /** Lets nobody join the calls of a tenant that are under way; a mutation has ended. */
  forget({ tenant }: Caller): void {
    this.#byTenant.delete(tenant?.id ?? '');
  }

  #end(tenant: string, ofTenant: TenantCalls, query: string): void {
    ofTenant.delete(query);
    if (ofTenant.size === 0 && this.#byTenant.get(tenant) === ofTenant) this.#byTenant.delete(tenant);
  }

  readonly #keyOf = ({ subgraph, operationName, variablesText, caller, cookies }: SharedCall): string => {
    const asked = subgraph + SEPARATOR + (operationName ?? '') + SEPARATOR + variablesText;
    const asker = this.#claimsOf(caller) + SEPARATOR + (cookies ? JSON.stringify(cookies) : '');
    return asked + SEPARATOR + asker;
  };

  #claimsOf(caller: Caller): string {
    const known = this.#claims.get(caller);
    if (known !== undefined) return known;
    const { requestId: _, ...claims } = caller;
    const text = JSON.stringify(claims);
    this.#claims.set(caller, text);
    return text;
  }
}

function giveCopy({ resolve, reject }: Waiting, answer: SubgraphAnswer): void {
  try {
    resolve(copyOfAnswer(answer));
  } catch (error) {
    reject(error);
  }
}

/**
 * Whoever asked first owns the answer and may change it; the others are given copies before that, because who looks at
 * an answer first is told first.
 */
function answerAll(
  asked: Promise<SubgraphAnswer>,
  others: readonly Waiting[],
  end: () => void,
): Promise<SubgraphAnswer> {
  asked.then(
    (answer) => {
      end();
      for (const other of others) giveCopy(other, answer);
    },
    (error: unknown) => {
      end();
      for (const { reject } of others) reject(error);
    },
  );
  return asked;
}
