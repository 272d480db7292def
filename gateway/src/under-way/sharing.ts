import type { Caller } from '@freehold/kernel/caller/caller';
import { Passing } from '@freehold/kernel/memory/passing';
import { claimsOf } from '../authentication/caller-claims.ts';

/** Something that is asked in the name of a caller. */
export interface Asked {
  readonly caller: Caller;
}

/** When two that ask at the same moment ask the same. */
export interface Sameness<Asking extends Asked, Answer> {
  /** The same for all that may be the same, to be had for nothing. */
  groupOf(asked: Asking): PropertyKey;
  /** What tells those of a group apart, beside who asks. */
  keyOf(asked: Asking): string;
  /** Whether two of a group have the same key, where that is seen without making it. */
  isSame?(one: Asking, other: Asking): boolean;
  /** The answer for another one who is given it. */
  copyOf(answer: Answer): Answer;
}

/** Nothing that a query or JSON may hold. */
export const SEPARATOR = '\0';

type KeyOf<Asking> = (asked: Asking) => string;

/** Who is believed is the same object in all their requests. */
function isSameCaller({ caller: one }: Asked, { caller: other }: Asked): boolean {
  const isSame = one.kind === other.kind && one.tenant === other.tenant && one.member === other.member;
  return isSame || claimsOf(one) === claimsOf(other);
}

/** What is under way, and who waits for the same. */
class UnderWay<Asking, Answer> {
  readonly asked: Asking;
  readonly others: PromiseWithResolvers<Answer>[] = [];
  readonly #keyOf: KeyOf<Asking>;
  #key: string | null = null;

  constructor(asked: Asking, keyOf: KeyOf<Asking>) {
    this.asked = asked;
    this.#keyOf = keyOf;
  }

  get key(): string {
    this.#key ??= this.#keyOf(this.asked);
    return this.#key;
  }
}

/** Those of one group. What tells them apart is made only when there are two: most are alone. */
class Group<Asking extends Asked, Answer> {
  readonly #sameness: Sameness<Asking, Answer>;
  #alone: UnderWay<Asking, Answer> | null = null;
  /** By key and by who asks; null while there is one at most. */
  #many: Passing<UnderWay<Asking, Answer>> | null = null;

  constructor(sameness: Sameness<Asking, Answer>) {
    this.#sameness = sameness;
  }

  get isEmpty(): boolean {
    return this.#alone === null && this.#many === null;
  }

  /** What is to be joined; null when nothing is the same. */
  find(asked: Asking): UnderWay<Asking, Answer> | null {
    const alone = this.#alone;
    if (alone) return this.#isSame(alone, asked) && isSameCaller(alone.asked, asked) ? alone : null;
    if (!this.#many) return null;
    return this.#many.get(this.#sameness.keyOf(asked) + SEPARATOR + claimsOf(asked.caller)) ?? null;
  }

  /** What others may join, and nobody has found before. */
  begin(asked: Asking): UnderWay<Asking, Answer> {
    const own = new UnderWay<Asking, Answer>(asked, this.#sameness.keyOf);
    if (this.isEmpty) this.#alone = own;
    else this.#among(own);
    return own;
  }

  end(own: UnderWay<Asking, Answer>): void {
    if (this.#alone === own) this.#alone = null;
    else this.#many?.delete(nameOf(own));
    if (this.#many?.size === 0) this.#many = null;
  }

  #isSame(alone: UnderWay<Asking, Answer>, asked: Asking): boolean {
    const { isSame, keyOf } = this.#sameness;
    return isSame?.(alone.asked, asked) || alone.key === keyOf(asked);
  }

  #among(own: UnderWay<Asking, Answer>): void {
    this.#many ??= new Passing();
    if (this.#alone) this.#many.set(nameOf(this.#alone), this.#alone);
    this.#alone = null;
    this.#many.set(nameOf(own), own);
  }
}

function nameOf<Asking extends Asked, Answer>({ asked, key }: UnderWay<Asking, Answer>): string {
  return key + SEPARATOR + claimsOf(asked.caller);
}

/**
 * What is under way, by tenant: who asks the same at the same moment, with everything alike that may change the answer,
 * is given the same answer. Something is joined only until a mutation of the tenant has ended, so that nobody is told
 * what was true before their own change.
 */
export class Sharing<Asking extends Asked, Answer> {
  readonly #sameness: Sameness<Asking, Answer>;
  readonly #byTenant = new Passing<Passing<Group<Asking, Answer>>>();

  constructor(sameness: Sameness<Asking, Answer>) {
    this.#sameness = sameness;
  }

  /** Joins what is under way, or asks. */
  join(asked: Asking, ask: () => Promise<Answer>): Promise<Answer> {
    const tenant = asked.caller.tenant?.id ?? '';
    const name = this.#sameness.groupOf(asked);
    const ofTenant = this.#byTenant.get(tenant) ?? new Passing<Group<Asking, Answer>>();
    const group = ofTenant.get(name) ?? new Group<Asking, Answer>(this.#sameness);
    const joined = group.find(asked);
    if (joined) {
      const waiting = Promise.withResolvers<Answer>();
      joined.others.push(waiting);
      return waiting.promise;
    }
    const answer = ask();
    const own = group.begin(asked);
    this.#byTenant.set(tenant, ofTenant);
    ofTenant.set(name, group);
    this.#answerAll(answer, own.others, () => {
      group.end(own);
      if (group.isEmpty) this.#end(tenant, ofTenant, name);
    });
    return answer;
  }

  /** Lets nobody join what is under way in the caller's tenant; a mutation has ended. */
  forget({ tenant }: Caller): void {
    this.#byTenant.delete(tenant?.id ?? '');
  }

  #end(tenant: string, ofTenant: Passing<Group<Asking, Answer>>, name: PropertyKey): void {
    ofTenant.delete(name);
    if (ofTenant.size === 0 && this.#byTenant.get(tenant) === ofTenant) this.#byTenant.delete(tenant);
  }

  /**
   * Whoever asked first owns the answer and may change it; the others are given copies before that, because who looks
   * at an answer first is told first.
   */
  #answerAll(
    answer: Promise<Answer>,
    others: readonly PromiseWithResolvers<Answer>[],
    end: () => void,
  ): void {
    answer.then(
      (value) => {
        end();
        for (const other of others) this.#giveCopy(other, value);
      },
      (error: unknown) => {
        end();
        for (const { reject } of others) reject(error);
      },
    );
  }

  #giveCopy({ resolve, reject }: PromiseWithResolvers<Answer>, answer: Answer): void {
    try {
      resolve(this.#sameness.copyOf(answer));
    } catch (error) {
      reject(error);
    }
  }
}
