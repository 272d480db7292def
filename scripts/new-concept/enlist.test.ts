import { describe, expect, it } from 'vitest';
import { enlist } from './enlist.ts';
import { wordsOf } from './naming/words.ts';

const subgraph = (imports: string, list: string) => `import 'reflect-metadata';
${imports}

/** What can be booked. */
export const bookingSubgraph = defineSubgraph({
  name: 'booking',
  concepts: [${list}],
  uses: {},
});
`;
const define = "import { defineSubgraph } from '@freehold/kernel/subgraph/concept';";
const added = "import { waitingListConcept } from './waiting-list/waiting-list.concept.ts';";

describe('a new concept of a subgraph', () => {
  it.each([
    ['one line', 'sessionConcept', 'sessionConcept, waitingListConcept'],
    ['many lines', '\n    sessionConcept,\n  ', '\n    sessionConcept, waitingListConcept'],
    ['none', '', ' waitingListConcept'],
  ])('is imported and stands last in a list of %s', (_, before, after) => {
    const text = enlist(subgraph(define, before), wordsOf('waiting-list'));
    expect(text).toBe(subgraph(`${define}\n${added}`, after));
  });

  it('is imported after an import of many lines', () => {
    const many = "import {\n  defineSubgraph,\n} from '@freehold/kernel/subgraph/concept';";
    expect(enlist(subgraph(many, ''), wordsOf('waiting-list'))).toContain(`${many}\n${added}\n`);
  });

  it('is refused by a file without a list', () => {
    expect(() => enlist(define, wordsOf('waiting-list'))).toThrow('no "concepts: [...]"');
  });
});
