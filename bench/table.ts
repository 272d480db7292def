import { readFile, writeFile } from 'node:fs/promises';

const README = new URL('README.md', import.meta.url);

/** Shows what was measured, and puts it into the README in the place of what was measured before. */
export async function writeTable(name: string, table: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const readme = await readFile(README, 'utf8');
  const [before = '', rest = ''] = readme.split(begin);
  await writeFile(README, `${before}${begin}\n\n${table.trim()}\n\n${end}${rest.split(end)[1] ?? ''}`);
  process.stdout.write(`${table}\n`);
}
