import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedReply, ResponseReader } from './response-reader.ts';

const BODY = '{"data":{"é":"ü"}}';
const LENGTH = Buffer.byteLength(BODY);
const WITH_LENGTH = `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\nKeep-Alive: timeout=72\r\n\r\n${BODY}`;
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
    ['too long a head', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`],
    ['too long a body', 'HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n'],
  ])('refuses an answer with %s', (_what, text) => {
    expect(() => new ResponseReader(1_000).read(Buffer.from(text))).toThrow(MalformedReply);
  });
});
