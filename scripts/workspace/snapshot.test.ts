import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from './snapshot.ts';

let home: string;
const at = (...names: string[]) => join(home, ...names);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'snapshot-'));
  await mkdir(at('folder'));
  await writeFile(at('folder', 'old.ts'), 'old');
  await writeFile(at('file.ts'), 'file');
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('a snapshot', () => {
  it('brings back what was changed or removed and takes away what was added', async () => {
    const snapshot = await takeSnapshot([at('folder'), at('file.ts'), at('new')]);
    await mkdir(at('new', 'deep'), { recursive: true });
    await writeFile(at('new', 'deep', 'a.ts'), 'a');
    await writeFile(at('folder', 'b.ts'), 'b');
    await writeFile(at('file.ts'), 'other');
    await rm(at('folder', 'old.ts'));
    expect(await snapshot.changes()).toEqual([
      at('file.ts'),
      at('folder', 'b.ts'),
      at('new', 'deep', 'a.ts'),
    ]);
    await snapshot.restore();
    expect(await snapshot.changes()).toEqual([]);
    expect(await readFile(at('folder', 'old.ts'), 'utf8')).toBe('old');
    expect(await readFile(at('file.ts'), 'utf8')).toBe('file');
    await expect(access(at('new'))).rejects.toThrow('ENOENT');
    await expect(access(at('folder', 'b.ts'))).rejects.toThrow('ENOENT');
  });
});
