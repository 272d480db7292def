import { relative } from 'node:path';
import { asCommand } from './new-concept/command.ts';
import { writeConcept } from './new-concept/write-concept.ts';
import { Refused } from './workspace/refused.ts';
import { ROOT } from './workspace/subgraphs.ts';

/** `npm run new-concept <subgraph> <concept>`: adds a concept that works, to be made one's own. */
await asCommand(async (signal) => {
  const [subgraph, concept, ...rest] = process.argv.slice(2);
  if (!subgraph || !concept || rest.length > 0)
    throw new Refused('Say which subgraph and which concept: npm run new-concept booking waiting-list');
  const files = await writeConcept(subgraph, concept, signal);
  return [
    `The concept "${concept}" stands in the subgraph "${subgraph}":`,
    ...files.map((file) => `  ${relative(ROOT, file)}`),
    'Start with its entity. After a change of columns: remove its migration,',
    `npm run new-migration ${subgraph} ${concept}, npm run schema, npm test.`,
  ].join('\n');
});
