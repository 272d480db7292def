import { Refused } from '../workspace/refused.ts';
import type { Words } from './naming/words.ts';

const IMPORT_END = /^(?:import .*|\} )from '.+';$/gm;
const CONCEPTS = /\bconcepts: \[([^\]]*)\]/;

/**
 * The text of `<subgraph>.subgraph.ts` with one more concept, the youngest: its import and its place in the list.
 * @throws {Refused} when the file has no list of the usual form.
 */
export function enlist(text: string, { kebab, camel }: Words): string {
  const lastImport = [...text.matchAll(IMPORT_END)].at(-1);
  const list = CONCEPTS.exec(text);
  if (!lastImport || !list)
    throw new Refused('The subgraph has no imports or no "concepts: [...]" to write into.');
  const importEnd = lastImport.index + lastImport[0].length;
  const listEnd = list.index + list[0].length - 1;
  const names = text.slice(importEnd, listEnd).trimEnd();
  const comma = names.endsWith(',') || names.endsWith('[') ? '' : ',';
  return [
    text.slice(0, importEnd),
    `\nimport { ${camel}Concept } from './${kebab}/${kebab}.concept.ts';`,
    `${names}${comma} ${camel}Concept`,
    text.slice(listEnd),
  ].join('');
}
