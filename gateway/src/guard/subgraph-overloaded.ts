import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { overloadIn } from '@freehold/kernel/errors/overloaded';
import { SubgraphSpared } from './subgraph-spared.ts';

/** A subgraph did not begin what it was asked, because it is asked more than it can answer. It is no failure of it. */
export class SubgraphOverloaded extends SubgraphSpared {
  /** When to ask again. */
  readonly retryAfterMs: number;

  constructor(subgraph: string, retryAfterMs: number) {
    super(`The subgraph ${subgraph} is asked more than it can answer.`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** When a subgraph wants to be asked again that did not begin what it was asked, in milliseconds; null where it did. */
export function refusedFor({ data, errors }: SubgraphAnswer): number | null {
  const [error] = errors ?? [];
  return error && data === undefined ? overloadIn(error) : null;
}
