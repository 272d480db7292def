import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../workspace/snapshot.ts';
import { ROOT } from '../workspace/subgraphs.ts';

const LEFT_OUT = ['node_modules', '.git', '.data', '.turbo', 'dist', 'coverage'];
const SLOW_MS = 600_000;
let copy: string;

/** Installed packages are shared with the original; the workspace's own are those of the copy. */
async function linkPackages(folder: string): Promise<void> {
  const names = await readdir(join(ROOT, folder, 'node_modules')).catch(() => []);
  await mkdir(join(copy, folder, 'node_modules'), { recursive: true });
  for (const name of names.filter((each) => each !== '@freehold'))
    await symlink(join(ROOT, folder, 'node_modules', name), join(copy, folder, 'node_modules', name));
}

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'new-concept-'));
  await cp(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
  for (const folder of ['.', 'kernel', 'web']) await linkPackages(folder);
  await cp(join(ROOT, 'node_modules', '@freehold'), join(copy, 'node_modules', '@freehold'), {
    recursive: true,
    verbatimSymlinks: true,
  });
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** What a program says in the copy, and whether it was content. */
async function run(command: string, ...args: string[]): Promise<{ isOk: boolean; said: string }> {
  const ended = await promisify(execFile)(command, args, { cwd: copy, maxBuffer: 1e8 }).then(
    ({ stdout, stderr }) => ({ isOk: true, said: stdout + stderr }),
    ({ stdout, stderr }) => ({ isOk: false, said: `${stdout}${stderr}` }),
  );
  return ended;
}
const npm = (script: string, ...args: string[]) => run('npm', 'run', '--silent', script, '--', ...args);
const sourcesOf = (...folders: string[]) => takeSnapshot(folders.map((folder) => join(copy, folder)));

describe('npm run new-concept', () => {
  it(
    'leaves everything as it was when a step fails',
    async () => {
      const before = await sourcesOf('subgraphs', 'schema', 'web/src');
      const manifest = await readFile(join(copy, 'package.json'), 'utf8');
      await writeFile(
        join(copy, 'package.json'),
        manifest.replace(
          /"schema": ".*"/,
          '"schema": "echo Broken. > schema/new && cat schema/new && exit 1"',
        ),
      );
      const { isOk, said } = await npm('new-concept', 'analytics', 'lost-property');
      await writeFile(join(copy, 'package.json'), manifest);
      expect(said).toBe('"npm run --silent schema" failed:\nBroken.\n');
      expect(isOk).toBe(false);
      expect(await before.changes()).toEqual([]);
      expect(await readdir(join(copy, 'subgraphs/analytics/src'))).not.toContain('lost-property');
    },
    SLOW_MS,
  );

  it(
    'writes a concept that keeps every law, and whose migration is complete',
    async () => {
      const { isOk, said } = await npm('new-concept', 'analytics', 'lost-property');
      expect(said).toContain('The concept "lost-property" stands in the subgraph "analytics":');
      expect(isOk).toBe(true);
      expect(await npm('new-migration', 'analytics')).toEqual({
        isOk: true,
        said: 'The migrations of "analytics" already lead to its entities; there is nothing to write.\n',
      });
      const style = await run('node_modules/.bin/biome', 'ci', '--colors=off', 'subgraphs/analytics/src');
      expect(style.isOk, style.said).toBe(true);
      const types = await run('node_modules/.bin/tsc');
      expect(types.said.split('\n').filter((line) => line.startsWith('subgraphs/analytics/'))).toEqual([]);
      const tests = ['subgraphs/analytics/src/lost-property', 'subgraphs/analytics/test/laws.test.ts'];
      const tested = await run('node_modules/.bin/vitest', 'run', ...tests);
      expect(tested.isOk, tested.said).toBe(true);
      expect(tested.said).toContain('lost-property.service.test.ts');
    },
    SLOW_MS,
  );
});
