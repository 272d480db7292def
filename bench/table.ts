import { readFile, writeFile } from 'node:fs/promises';
import { machine } from './machine.ts';

const README = new URL('README.md', import.meta.url);

/**
 * Shows what was measured and on what, and puts it into the README in the place of what was measured before.
 * @throws {Error} when that place is not marked.
 */
export async function writeTable(name: string, table: string): Promise<void> {
  const text = `${table.trim()}\n\n${machine()}`;
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const readme = await readFile(README, 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`bench/README.md has no place for ${name}.`);
  await writeFile(README, `${before}${begin}\n\n${text}\n\n${end}${after}`);
  process.stdout.write(`${text}\n`);
}
