import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from '../../../test/frame-of.ts';
import type { Boundaries } from './boundaries.ts';
import { EventBoundaries } from './event-boundaries.ts';
import { FrameBoundaries } from './frame-boundaries.ts';
import { LastWord } from './last-word.ts';

const SWITCHED = Buffer.from('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n');
const WORD = Buffer.from('come back');

/** What comes through of bytes that come in pieces, when the word is said once so many have come. */
async function through(boundaries: Boundaries, bytes: Buffer, pieces: readonly number[], saidAt: number) {
  const word = new LastWord(boundaries);
  const heard = buffer(word);
  let at = 0;
  for (const length of [...pieces, bytes.length]) {
    const piece = bytes.subarray(at, at + length);
    if (piece.length > 0) await new Promise((sent) => word.write(piece, sent));
    at += piece.length;
    if (at >= Math.min(saidAt, bytes.length)) word.say(WORD);
  }
  word.end();
  return heard;
}

const pieces = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 });
const lengths = fc.array(fc.oneof(fc.constantFrom(0, 1, 125, 126, 65_535, 65_536), fc.nat(300)), {
  minLength: 1,
  maxLength: 6,
});

function endsOf(units: readonly Buffer[]): number[] {
  let at = 0;
  return units.map(({ length }) => {
    at += length;
    return at;
  });
}

/** That the word is the last, and that all before it is whole, and what came. */
function expectWhole(heard: Buffer, bytes: Buffer, boundaries: readonly number[]): void {
  expect(heard.subarray(-WORD.length).equals(WORD)).toBe(true);
  const told = heard.subarray(0, -WORD.length);
  expect(told.equals(bytes.subarray(0, told.length))).toBe(true);
  expect(boundaries).toContain(told.length);
}

describe('a last word', () => {
  it('comes between the frames of a socket, however they come in', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, pieces, fc.nat(400), async (sizes, cuts, saidAt) => {
        const units = [SWITCHED, ...sizes.map((size) => frameOf('x'.repeat(size)))];
        const bytes = Buffer.concat(units);
        const heard = await through(new FrameBoundaries(), bytes, cuts, saidAt);
        expectWhole(heard, bytes, endsOf(units));
      }),
    );
  });

  it('comes between server-sent events, also before the first', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, pieces, fc.nat(400), async (sizes, cuts, saidAt) => {
        const units = sizes.map((size) => Buffer.from(`id: 1\ndata: ${'x'.repeat(size)}\n\n`));
        const bytes = Buffer.concat(units);
        const heard = await through(new EventBoundaries(), bytes, cuts, saidAt);
        expectWhole(heard, bytes, [0, ...endsOf(units)]);
      }),
    );
  });

  it("never comes behind the gateway's refusal of a socket, or what is no answer at all", async () => {
    for (const text of ['HTTP/1.1 429 Too Many Requests\r\n\r\n{}', 'x'.repeat(20_000)]) {
      const heard = await through(new FrameBoundaries(), Buffer.from(text), [10, 30], 0);
      expect(String(heard)).toBe(text);
    }
  });
});
