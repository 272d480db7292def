import { concept } from './concept.ts';
import { entity } from './entity.ts';
import { input } from './input.ts';
import type { NewConcept } from './new-concept.ts';
import { permissions } from './permissions.ts';
import { resolver } from './resolver.ts';
import { service } from './service.ts';
import { serviceTest } from './service-test.ts';

const TEMPLATES = [
  ['entity.ts', entity],
  ['input.ts', input],
  ['service.ts', service],
  ['resolver.ts', resolver],
  ['permissions.ts', permissions],
  ['concept.ts', concept],
  ['service.test.ts', serviceTest],
] as const;

const IMPORTED = /^import (?:type )?\{([^}]*)\}/gm;
const DECLARED = /^(?:export )?(?:async )?(?:class|const|function|interface) (\w+)/gm;

/** One file of a concept's folder. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
}

/** The files of a concept, not yet formatted. */
export function render(newConcept: NewConcept): RenderedFile[] {
  return TEMPLATES.map(([role, template]) => ({
    name: `${newConcept.words.kebab}.${role}`,
    text: template(newConcept).trimStart(),
  }));
}

function namesIn(text: string): string[] {
  const imported = [...text.matchAll(IMPORTED)].flatMap(([, list = '']) => list.split(','));
  const declared = [...text.matchAll(DECLARED)].map(([, name = '']) => name);
  const names = imported.map((name) => name.replace(/^\s*type /, '').trim());
  return [...names.filter((name) => name !== ''), ...declared];
}

/** Names that would stand for two things in one of the files: a concept called `context` beside the kernel's. */
export function ambiguousNames(files: readonly RenderedFile[]): string[] {
  const twice = files.flatMap(({ text }) => {
    const names = namesIn(text);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
  return [...new Set(twice)];
}
