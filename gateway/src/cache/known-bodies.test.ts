import { describe, expect, it } from 'vitest';
import { KnownBodies } from './known-bodies.ts';

const bytesOf = (text: string) => Buffer.from(text);

const TEXT = '{"query":"{ a }","variables":{"in":{"ids":["1"]}}}';

function readTimes(times: number, text = TEXT) {
  const bodies = new KnownBodies();
  const read = Array.from({ length: times }, () => {
    const known = bodies.find(bytesOf(text));
    const body = known ?? JSON.parse(text);
    if (!known) bodies.note(bytesOf(text), body);
    return body;
  });
  return { bodies, read };
}

describe('KnownBodies', () => {
  it('reads a text anew until it has come twice, and gives the same object from then on', () => {
    const { read } = readTimes(4);
    expect(read.map((body) => body === read[1])).toEqual([false, true, true, true]);
    expect(read[3]).toEqual(JSON.parse(TEXT));
  });

  it('lets nobody change what others are given, however deep, and anybody what is theirs alone', () => {
    const { read } = readTimes(3);
    const [own, , shared] = read;
    expect(() => shared.variables.in.ids.push('2')).toThrow(TypeError);
    expect(() => Object.assign(shared.variables, { in: null })).toThrow(TypeError);
    expect(() => Object.assign(shared, { query: '{ b }' })).toThrow(TypeError);
    own.variables.in.ids.push('2');
    expect(shared.variables.in.ids).toEqual(['1']);
  });

  it('takes no text for another', () => {
    const { bodies } = readTimes(3);
    expect(bodies.find(bytesOf(`${TEXT} `))).toBeNull();
    expect(bodies.find(bytesOf(TEXT.replace('"1"', '"2"')))).toBeNull();
  });

  it('takes no bytes for those of another charset', () => {
    const text = '{"query":"{ a(of: \\"é\\") }"}';
    const { bodies } = readTimes(3, text);
    expect(bodies.find(bytesOf(text))).toEqual(JSON.parse(text));
    expect(bodies.find(Buffer.from(text, 'latin1'))).toBeNull();
    expect(bodies.find(bytesOf(bytesOf(text).toString('latin1')))).toBeNull();
  });

  it('remembers neither what is long nor what is no object', () => {
    const long = JSON.stringify({ query: '#'.repeat(10_000) });
    for (const text of [long, '7', 'null', '"{ a }"'])
      expect(readTimes(3, text).bodies.find(bytesOf(text))).toBeNull();
  });

  it('forgets what was not asked for longest when there are many', () => {
    const { bodies } = readTimes(2);
    for (let index = 0; index < 2_000; index += 1) bodies.note(bytesOf(`{"query":"{ a${index} }"}`), {});
    expect(bodies.find(bytesOf(TEXT))).toBeNull();
  });
});
