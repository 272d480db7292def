/**
 * A subgraph was not asked, because it is left alone for a moment. What it failed at before has been logged; each call
 * that is spared is counted, and logged for who looks closely: a part that is away is no reason for a flood.
 */
export class SubgraphSpared extends Error {}

/** How loudly it is said that a subgraph did not answer. */
export function levelOf<L extends string>(failure: unknown, level: L): L | 'debug' {
  return failure instanceof SubgraphSpared ? 'debug' : level;
}
