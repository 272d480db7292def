import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoRecord } from './demo-record.ts';

const filled = new Date('2026-01-01T00:00:00Z');
const later = (days: number) => new Date(filled.getTime() + days * 86_400_000);

describe('the record of complete demo tenants', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-demo-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('keeps them over a restart, and for a week', async () => {
    const record = await DemoRecord.open(directory);
    await Promise.all(['tnt_a', 'tnt_b'].map((id) => record.remember(id, filled)));
    const again = await DemoRecord.open(directory);
    expect(['tnt_a', 'tnt_b', 'tnt_c'].map((id) => again.isFresh(id, later(6)))).toEqual([true, true, false]);
    expect(again.isFresh('tnt_a', later(7))).toBe(false);
  });

  it('is empty when it is damaged', async () => {
    await writeFile(join(directory, 'demo.json'), '{"tnt_a":');
    expect((await DemoRecord.open(directory)).isFresh('tnt_a', filled)).toBe(false);
  });
});
