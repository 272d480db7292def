import type { Caller } from '@freehold/kernel/caller/caller';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import { type Standing, standingOf } from './standing.ts';

/** It was known what the tenant is entitled to, and cannot be told any more: it may be the same. */
export class PlanUnknown extends Unavailable {
  constructor() {
    super('What your plan grants cannot be told at the moment.');
  }
}

/** What a {@link RightsHolder} is made of. */
export interface RightsHolderParts {
  /** The caller with its rights as they are now; throws the refusal when it has none any more. */
  identify(): Promise<Caller>;
  /** Whether we are told at once when rights change; otherwise they are asked for at each event. */
  readonly isTold: () => boolean;
}

/** Somebody who listens, with the rights of the moment. */
export class RightsHolder {
  readonly #identify: RightsHolderParts['identify'];
  readonly #isTold: RightsHolderParts['isTold'];
  #standing: Standing | null = null;
  /** Those of the standing. Each event asks for them, so they stand here as well. */
  #rights: string | null = null;
  #isInDoubt = true;
  /** Counts the doubts: what was asked before the last of them does not settle it. */
  #doubts = 0;

  constructor({ identify, isTold }: RightsHolderParts) {
    this.#identify = identify;
    this.#isTold = isTold;
  }

  /** Whether something has changed since it was asked for. */
  get isInDoubt(): boolean {
    return this.#isInDoubt;
  }

  /** Whether it is certain at this moment that it has these rights. */
  surelyHas(rights: string): boolean {
    if (this.#isInDoubt || this.#rights !== rights || !this.#isTold()) return false;
    // The same text for all who have them: it is found equal without being looked at.
    this.#rights = rights;
    return true;
  }

  /** What is certain at this moment; null when it must be asked for. */
  known(): Standing | null {
    return this.#isInDoubt || !this.#isTold() ? null : this.#standing;
  }

  /** Something has changed that may concern the holder. */
  doubt(): void {
    this.#doubts += 1;
    this.#isInDoubt = true;
  }

  /**
   * Asks for the rights as they are now.
   * @throws the refusal of its credentials.
   * @throws {PlanUnknown} when billing does not answer.
   */
  async check(): Promise<Standing> {
    const doubts = this.#doubts;
    const caller = await this.#identify();
    const isPlanUnknown = caller.tenant?.plan === null;
    const plan = this.#standing?.caller.tenant?.plan ?? null;
    if (plan !== null && isPlanUnknown) throw new PlanUnknown();
    const standing = standingOf(caller);
    this.#standing = standing;
    this.#rights = standing.rights;
    this.#isInDoubt = isPlanUnknown || doubts !== this.#doubts;
    return standing;
  }
}
