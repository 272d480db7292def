import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedReply } from './response-head.ts';
import { ResponseReader } from './response-reader.ts';

const BODY = '{"data":{"é":"ü"}}';
const LENGTH = Buffer.byteLength(BODY);
const WITH_LENGTH = `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\nKeep-Alive: timeout=72\r\n\r\n${BODY}`;
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n';
const HALF = Buffer.from(BODY).subarray(0, 12);
const REST = Buffer.from(BODY).subarray(12);
const IN_CHUNKS = Buffer.concat([
  Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nc\r\n'),
  HALF,
  Buffer.from(`\r\n${REST.length.toString(16)}\r\n`),
  REST,
  Buffer.from('\r\n0\r\n\r\n'),
]);

function readAll(reader: ResponseReader, bytes: Buffer, cuts: readonly number[]) {
  const places = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
  const replies = places.slice(1).map((end, index) => reader.read(bytes.subarray(places[index], end)));
  return replies.filter((reply) => reply !== null);
}

describe('ResponseReader', () => {
  it.each([
    ['a length', Buffer.from(WITH_LENGTH), 71_000],
    ['chunks', IN_CHUNKS, 4_000],
  ])('reads an answer with %s, however it is cut into pieces', (_how, bytes, idleMsMax) => {
    const reader = new ResponseReader(1_000);
    const cuts = fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, (at) => {
        const unique = [...new Set(at)];
        expect(readAll(reader, bytes, unique)).toEqual([{ statusCode: 200, text: BODY, idleMsMax }]);
      }),
    );
  });

  it('says that a connection may not be used again when the server closes it', () => {
    const reply = new ResponseReader(1_000).read(
      Buffer.from('HTTP/1.1 503 Away\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(reply).toEqual({ statusCode: 503, text: '', idleMsMax: 0 });
  });

  it.each([
    ['another protocol', 'HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n'],
    ['an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nab'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\nab'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\nab'],
    [
      'a chunk that is longer than it says',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n',
    ],
    ['trailers', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: y\r\n\r\n'],
    ['a folded header', 'HTTP/1.1 200 OK\r\na: b\r\n c\r\ncontent-length: 0\r\n\r\n'],
    ['a second answer', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n'],
    ['two codings', `${CHUNKED}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['another coding', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['the same length twice', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\ncontent-length: 0\r\n\r\n'],
    ['a blank before a colon', 'HTTP/1.1 200 OK\r\ncontent-length : 0\r\n\r\n'],
    ['a length in hexadecimal digits', 'HTTP/1.1 200 OK\r\ncontent-length: 0x2\r\n\r\nab'],
    ['a negative chunk', `${CHUNKED}\r\n-1\r\n`],
    ['a chunk of no number', `${CHUNKED}\r\nzz\r\nab\r\n`],
    ['a chunk without a length', `${CHUNKED}\r\n\r\nab\r\n`],
    ['a chunk with an extension', `${CHUNKED}\r\n1;a=b\r\na\r\n`],
    ['a chunk whose length does not end', `${CHUNKED}\r\n${'0'.repeat(10)}`],
    ['a chunk of too many digits', `${CHUNKED}\r\n000000001\r\na\r\n`],
    ['chunks after the last one', `${CHUNKED}\r\n0\r\n\r\n1\r\na\r\n`],
    ['too many bytes in a chunk', `${CHUNKED}\r\nfffffff\r\n${'a'.repeat(1_001)}`],
    ['too many chunks', `${CHUNKED}\r\n${'1\r\na\r\n'.repeat(200)}`],
    ['too long a head', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`],
    ['too long a body', 'HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n'],
  ])('refuses an answer with %s', (_what, text) => {
    expect(() => new ResponseReader(1_000).read(Buffer.from(text))).toThrow(MalformedReply);
  });

  it('reads answers one after the other, each in its own way', () => {
    const reader = new ResponseReader(1_000);
    for (const bytes of [Buffer.from(WITH_LENGTH), IN_CHUNKS, IN_CHUNKS, Buffer.from(WITH_LENGTH)])
      expect(reader.read(bytes)?.text).toBe(BODY);
  });

  it('looks at each byte once, though it comes in the smallest chunks and pieces', () => {
    const reader = new ResponseReader(10_000_000);
    const count = 200_000;
    expect(reader.read(Buffer.from(`${CHUNKED}\r\n`))).toBeNull();
    const piece = Buffer.from('1\r\na\r\n');
    const { user } = process.cpuUsage();
    for (let chunk = 0; chunk < count; chunk += 1) reader.read(piece);
    expect(reader.read(Buffer.from('0\r\n\r\n'))?.text).toHaveLength(count);
    // Read from the beginning at each piece, it would take a thousand times as long.
    expect(process.cpuUsage().user - user).toBeLessThan(20_000_000);
  });
});
