import type { Words } from '../naming/words.ts';

/** What the templates are filled with. */
export interface NewConcept {
  /** The subgraph's name, which is also its folder: `booking`. */
  readonly subgraph: string;
  readonly words: Words;
  /** What its ids begin with: `wtn`. */
  readonly prefix: string;
  /** Whether its list is the first of the subgraph, so that it brings the rules of PageInfo. */
  readonly isFirstList: boolean;
}
