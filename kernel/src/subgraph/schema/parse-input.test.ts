import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Invalid } from '../../errors/refusals.ts';
import { parseInput } from './parse-input.ts';

const schema = z.object({
  name: z.string().max(20),
  parts: z.array(z.object({ code: z.string() })).default([]),
  at: z.date().nullish(),
});

function faultsOf(input: unknown): unknown {
  try {
    return parseInput(schema, input);
  } catch (error) {
    return error instanceof Invalid ? error.data.faults : error;
  }
}

describe('an input', () => {
  it('is given back as its rules make it', () => {
    const at = new Date('0001-01-01T00:00:00Z');
    expect(parseInput(schema, { name: 'Zoë 😀', at, other: 1 })).toEqual({ name: 'Zoë 😀', at, parts: [] });
  });

  it('is refused with each rule that it breaks, by its field', () => {
    expect(faultsOf({ name: 'x'.repeat(21), parts: [{ code: 1 }] })).toMatchObject([
      { field: 'name' },
      { field: 'parts.0.code' },
    ]);
  });

  it.each(['\0', 'a\0b', '\ud83d', 'a\ude00'])(
    'is refused with the text %j, which no database keeps',
    (text) => {
      expect(faultsOf({ name: text, parts: [{ code: text }] })).toMatchObject([
        { field: 'name', problem: expect.stringContaining('must not contain') },
        { field: 'parts.0.code', problem: expect.stringContaining('must not contain') },
      ]);
    },
  );

  it.each(['0000-12-31T23:59:59.999Z', '-000001-01-01T00:00:00Z', '+010000-01-01T00:00:00Z'])(
    'is refused with the instant %s, whose year has not four digits',
    (at) => {
      expect(faultsOf({ name: 'x', at: new Date(at) })).toEqual([
        { field: 'at', problem: 'must lie in the years 1 to 9999' },
      ]);
    },
  );
});
