const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const HEAD_BYTES_MAX = 16_384;
const STATUS_LINE = /^HTTP\/1\.1 ([2-5]\d\d)(?: |$)/;
const LENGTH = /^\d{1,15}$/;
const CHUNK_LENGTH = /^[0-9a-f]{1,8}$/i;
const NO_BODY = new Set([204, 304]);

/** An answer over HTTP. */
export interface HttpReply {
  readonly statusCode: number;
  readonly text: string;
  /** For how long the connection may be used again, in milliseconds; 0 when it may not. */
  readonly idleMsMax: number;
}

/** An answer that is not one of HTTP/1.1, or not of the kind that this reader understands. */
export class MalformedReply extends Error {}

interface Head {
  readonly statusCode: number;
  readonly bodyAt: number;
  /** Null for a body in chunks. */
  readonly length: number | null;
  readonly idleMsMax: number;
}

/** A server that says nothing of it is taken to wait for 5 seconds, as Node does. */
const IDLE_MS_DEFAULT = 4_000;

function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || name !== name.trim()) throw new MalformedReply('A header of the answer is malformed.');
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}

function idleMsMax(headers: ReadonlyMap<string, string>): number {
  if (headers.get('connection')?.toLowerCase() === 'close') return 0;
  const [, seconds] = /timeout=(\d{1,6})/.exec(headers.get('keep-alive') ?? '') ?? [];
  // A second less than it waits, so that nothing is sent to a connection that is being closed.
  return seconds === undefined ? IDLE_MS_DEFAULT : Math.max(Number(seconds) * 1_000 - 1_000, 0);
}

function lengthOf(headers: ReadonlyMap<string, string>, statusCode: number): number | null {
  const [coding, length] = [headers.get('transfer-encoding'), headers.get('content-length')];
  if (coding !== undefined && length !== undefined) throw new MalformedReply('The answer tells two lengths.');
  if (NO_BODY.has(statusCode)) return 0;
  if (coding?.toLowerCase() === 'chunked') return null;
  if (length === undefined || !LENGTH.test(length))
    throw new MalformedReply('The answer does not tell its length.');
  return Number(length);
}

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0 && bytes.length <= HEAD_BYTES_MAX) return null;
  if (end < 0 || end > HEAD_BYTES_MAX) throw new MalformedReply('The head of the answer is too long.');
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const statusCode = Number(STATUS_LINE.exec(statusLine)?.[1]);
  if (!statusCode) throw new MalformedReply('The answer is not one of HTTP/1.1.');
  const headers = headersOf(lines);
  const bodyAt = end + HEAD_END.length;
  return { statusCode, bodyAt, length: lengthOf(headers, statusCode), idleMsMax: idleMsMax(headers) };
}

interface Chunk {
  readonly bytes: Buffer;
  readonly end: number;
}

/** The chunk that begins at a place; null while there is more to come. */
function readChunk(bytes: Buffer, from: number): Chunk | null {
  const lineEnd = bytes.indexOf(LINE_END, from);
  if (lineEnd < 0) return null;
  const size = bytes.toString('latin1', from, lineEnd);
  if (!CHUNK_LENGTH.test(size)) throw new MalformedReply('A chunk of the answer is malformed.');
  const begin = lineEnd + LINE_END.length;
  const bodyEnd = begin + Number.parseInt(size, 16);
  const end = bodyEnd + LINE_END.length;
  if (bytes.length < end) return null;
  if (bytes.toString('latin1', bodyEnd, end) !== '\r\n')
    throw new MalformedReply('A chunk of the answer has another length, or is followed by trailers.');
  return { bytes: bytes.subarray(begin, bodyEnd), end };
}

/** The whole body of chunks that begin at a place; null while there is more to come. */
function readChunks(bytes: Buffer, from: number): Chunk | null {
  const chunks: Buffer[] = [];
  let chunk = readChunk(bytes, from);
  while (chunk && chunk.bytes.length > 0) {
    chunks.push(chunk.bytes);
    chunk = readChunk(bytes, chunk.end);
  }
  return chunk && { bytes: Buffer.concat(chunks), end: chunk.end };
}

/**
 * Reads the answers of a server of ours, one after the other: HTTP/1.1 with a length or in chunks, and nothing else.
 * What it does not understand it refuses, and the connection is given up.
 */
export class ResponseReader {
  readonly #bytesMax: number;
  #bytes: Buffer | null = null;
  #head: Head | null = null;

  /** @param bytesMax of a body */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /**
   * The answer, once all of it has come.
   * @throws {MalformedReply} when it is malformed, too long, or followed by what was not asked for.
   */
  read(chunk: Buffer): HttpReply | null {
    const bytes = this.#bytes ? Buffer.concat([this.#bytes, chunk]) : chunk;
    this.#bytes = bytes;
    this.#head ??= readHead(bytes);
    if (!this.#head) return null;
    const { bodyAt, length } = this.#head;
    if (Math.max(length ?? 0, bytes.length - bodyAt) > this.#bytesMax)
      throw new MalformedReply(`The answer is longer than ${this.#bytesMax} bytes.`);
    if (length !== null) return bytes.length < bodyAt + length ? null : this.#end(bodyAt, bodyAt + length);
    const chunks = readChunks(bytes, bodyAt);
    return chunks && this.#end(0, chunks.end, chunks.bytes);
  }

  #end(from: number, to: number, body?: Buffer): HttpReply {
    const [bytes, head] = [this.#bytes, this.#head];
    this.#bytes = null;
    this.#head = null;
    if (!bytes || !head || bytes.length !== to) throw new MalformedReply('More came than was asked for.');
    const text = body ? body.toString() : bytes.toString('utf8', from, to);
    return { statusCode: head.statusCode, text, idleMsMax: head.idleMsMax };
  }
}
