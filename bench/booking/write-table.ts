import { readFile, writeFile } from 'node:fs/promises';

const README = new URL('../README.md', import.meta.url);

/** Writes what a run has to say between the marks of its name in `bench/README.md`. */
export async function writeTable(name: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const readme = await readFile(README, 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error('bench/README.md has lost its marks.');
  await writeFile(README, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}
