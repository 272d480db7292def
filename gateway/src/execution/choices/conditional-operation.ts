import { LRUCache } from 'lru-cache';
import type { Turn } from '../../planning/planner.ts';
import { type Soon, soon } from '../../under-way/soon.ts';
import type { CompiledOperation, Planned } from '../compiled-operation.ts';
import { Conditions, conditionValue, type GivenVariables } from './conditions.ts';

/** So many choices of one operation are known: all that five conditions can be, and a document may have no more. */
const CHOICES_MAX = 32;

/** An operation, and the text by which it is found while it is remembered. */
export interface Found {
  readonly text: string;
  readonly operation: Planned;
}

/** What the variables of an operation may be that `@skip` and `@include` look at. */
export interface Choosing {
  /** In the order of their names. */
  readonly names: readonly string[];
  readonly defaults: ReadonlyMap<string, boolean>;
  /** The operation with what these values leave of it. */
  choose(conditions: Conditions, turn: Turn): Soon<Found>;
  /** What was found under a text; undefined where that has been forgotten. */
  find(text: string): Planned | undefined;
}

/**
 * An operation whose variables choose what it asks for. Each choice is planned as if the client had asked for that alone:
 * a plan for all choices asks for some fields together with others that need more, and loses them where those are not
 * chosen; and replies can be read by patterns only where it is known what is asked for. The choices are remembered
 * among all operations.
 */
export class ConditionalOperation implements Planned {
  readonly #choosing: Choosing;
  /** The texts of the choices. */
  readonly #texts = new LRUCache<string, string>({ max: CHOICES_MAX });

  constructor(choosing: Choosing) {
    this.#choosing = choosing;
  }

  /** @throws {GraphQLError} as {@link conditionValue} does; or when the choice cannot be planned. */
  chosenBy(given: GivenVariables, turn: Turn): Soon<CompiledOperation> {
    const { names, defaults, choose, find } = this.#choosing;
    const values = names.map((name) => conditionValue(name, given, defaults));
    const key = values.map(Number).join('');
    const text = this.#texts.get(key);
    const known = text === undefined ? undefined : find(text);
    if (known) return known.chosenBy(given, turn);
    const conditions = new Conditions(new Map(names.map((name, at) => [name, values[at] === true])));
    return soon(choose(conditions, turn), (chosen) => {
      this.#texts.set(key, chosen.text);
      return chosen.operation.chosenBy(given, turn);
    });
  }
}
