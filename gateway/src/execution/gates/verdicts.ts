import type { Caller } from '@freehold/kernel/caller/caller';
import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { judge } from '@freehold/kernel/permissions/judge';
import type { Rule } from '@freehold/kernel/permissions/rules';

/** Why a caller may not, as it is told at each place. */
export interface Refusal {
  readonly message: string;
  /** With the code. Places share it: nobody may change it. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

function toldOf({ message, data, code }: DomainError): Refusal {
  return { message, extensions: Object.freeze({ ...data, code }) };
}

/** What a caller may, as far as it depends on the caller alone: each rule is judged once for an operation. */
export class Verdicts {
  readonly #rules: readonly Rule[];
  readonly #caller: Caller;
  readonly #known: (Refusal | null | undefined)[] = [];

  constructor(rules: readonly Rule[], caller: Caller) {
    this.#rules = rules;
    this.#caller = caller;
  }

  /** The refusal of a rule, by its index; null for who may pass. */
  refusalOf(index: number): Refusal | null {
    const known = this.#known[index];
    if (known !== undefined) return known;
    const rule = this.#rules[index];
    const error = rule ? judge(rule, this.#caller, undefined) : null;
    const refusal = error && toldOf(error);
    this.#known[index] = refusal;
    return refusal;
  }

  /** A bit for each of the given rules: set where the caller is refused. */
  bitsOf(indices: readonly number[]): number {
    let bits = 0;
    for (let at = 0; at < indices.length; at += 1)
      if (this.refusalOf(indices[at] ?? 0) !== null) bits |= 1 << at;
    return bits;
  }
}
