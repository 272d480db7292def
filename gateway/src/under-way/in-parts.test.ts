import { describe, expect, it } from 'vitest';
import { atOnce, type InParts, inTurns } from './in-parts.ts';

/** Writes down what happens: its own parts, and what was asked of the loop in them. */
function* parts(seen: string[]): InParts<string> {
  for (const part of ['one', 'two', 'three']) {
    seen.push(part);
    setImmediate(() => seen.push(`asked by ${part}`));
    yield;
  }
  return 'done';
}

function* broken(seen: string[]): InParts<never> {
  seen.push('begun');
  yield;
  throw new Error('It broke.');
}

describe('work in parts', () => {
  it('is done at once without letting anybody in between', () => {
    const seen: string[] = [];
    expect(atOnce(parts(seen))).toBe('done');
    expect(seen).toEqual(['one', 'two', 'three']);
    expect(() => atOnce(broken(seen))).toThrow('It broke.');
  });

  it('is done in turns with the loop, which does what else there is after each part', async () => {
    const seen: string[] = [];
    expect(await inTurns(parts(seen))).toBe('done');
    expect(seen).toEqual(['one', 'asked by one', 'two', 'asked by two', 'three', 'asked by three']);
  });

  it('tells what broke it, wherever that was', async () => {
    const seen: string[] = [];
    await expect(inTurns(broken(seen))).rejects.toThrow('It broke.');
    expect(seen).toEqual(['begun']);
  });
});
