import { HEAD_BYTES_MAX, HEAD_END, type Head, headOf, MalformedReply } from './response-head.ts';

const LINE_END = Buffer.from('\r\n');
const CHUNK_LENGTH = /^[0-9a-f]{1,8}$/i;
/** Eight digits and the first byte of the line's end. */
const CHUNK_LINE_MAX = 9;

/** An answer over HTTP. */
export interface HttpReply {
  readonly statusCode: number;
  readonly text: string;
  /** For how long the connection may be used again, in milliseconds; 0 when it may not. */
  readonly idleMsMax: number;
}

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0 && bytes.length <= HEAD_BYTES_MAX) return null;
  if (end < 0 || end > HEAD_BYTES_MAX) throw new MalformedReply('The head of the answer is too long.');
  return headOf(bytes.toString('latin1', 0, end), end);
}

/** An answer with a length that has come as one piece, as nearly all do: decoded at once and copied nowhere. */
function readWhole(piece: Buffer, bytesMax: number): HttpReply | null {
  const text = piece.toString();
  const end = text.indexOf(HEAD_END);
  // Where all characters are one byte long, and else where those of the head are, places of text are places of bytes.
  const isSame = text.length === piece.length || piece.indexOf(HEAD_END) === end;
  if (end < 0 || end > HEAD_BYTES_MAX || !isSame) return null;
  const { statusCode, bodyAt, length, idleMsMax } = headOf(text, end);
  if (length === null || length > bytesMax || bodyAt + length !== piece.length) return null;
  return { statusCode, text: text.slice(bodyAt), idleMsMax };
}

interface Chunk {
  readonly bytes: Buffer;
  readonly end: number;
}

/** Where a chunk is that begins at a place: its body and its end; null while its length has not come. */
function chunkAt(bytes: Buffer, from: number): { readonly begin: number; readonly end: number } | null {
  const lineEnd = bytes.indexOf(LINE_END, from);
  if (lineEnd < 0 && bytes.length - from <= CHUNK_LINE_MAX) return null;
  const size = lineEnd < 0 ? '' : bytes.toString('latin1', from, lineEnd);
  if (!CHUNK_LENGTH.test(size)) throw new MalformedReply('A chunk of the answer is malformed.');
  const begin = lineEnd + LINE_END.length;
  return { begin, end: begin + Number.parseInt(size, 16) + LINE_END.length };
}

/** The chunk at a place, or how many bytes there must be before it can be read. */
function readChunk(bytes: Buffer, from: number): Chunk | number {
  const place = chunkAt(bytes, from);
  if (!place || bytes.length < place.end) return place?.end ?? bytes.length + 1;
  const bodyEnd = place.end - LINE_END.length;
  if (bytes.toString('latin1', bodyEnd, place.end) !== '\r\n')
    throw new MalformedReply('A chunk of the answer has another length, or is followed by trailers.');
  return { bytes: bytes.subarray(place.begin, bodyEnd), end: place.end };
}

/**
 * Reads the answers of a server of ours, one after the other: HTTP/1.1 with a length or in chunks, and nothing else.
 * What it does not understand it refuses, and the connection is given up. Each byte is looked at once, however the
 * answer is cut into pieces and chunks.
 */
export class ResponseReader {
  readonly #bytesMax: number;
  /** What has come and has not been read. */
  #pieces: Buffer[] = [];
  #waiting = 0;
  /** So many bytes must wait before there is something to read. */
  #needed = 1;
  #head: Head | null = null;
  /** Bytes of the body, with what is between its chunks. */
  #counted = 0;
  #chunks: Buffer[] = [];

  /** @param bytesMax of a body, with what is between its chunks */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /**
   * The answer, once all of it has come. Of the piece nothing is kept: it may be filled again.
   * @throws {MalformedReply} when it is malformed, too long, or followed by what was not asked for.
   */
  read(piece: Buffer): HttpReply | null {
    const isFirst = this.#waiting === 0 && this.#head === null;
    return (isFirst ? readWhole(piece, this.#bytesMax) : null) ?? this.#readMore(Buffer.from(piece));
  }

  #readMore(piece: Buffer): HttpReply | null {
    this.#pieces.push(piece);
    this.#waiting += piece.length;
    if (this.#head?.length === null) this.#count(piece.length);
    if (this.#waiting < this.#needed) return null;
    const [first = piece] = this.#pieces;
    const bytes = this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    if (this.#head) return this.#readBody(bytes, this.#head);
    const head = readHead(bytes);
    if (!head) return this.#keep(bytes, bytes.length + 1);
    this.#head = head;
    this.#count(head.length ?? bytes.length - head.bodyAt);
    return this.#readBody(bytes.subarray(head.bodyAt), head);
  }

  /** Of a body with a length all bytes are counted when it is told, of one in chunks when they come. */
  #count(length: number): void {
    this.#counted += length;
    if (this.#counted > this.#bytesMax)
      throw new MalformedReply(`The answer is longer than ${this.#bytesMax} bytes.`);
  }

  /** Keeps what cannot be read before there is more. */
  #keep(bytes: Buffer, needed: number): null {
    this.#pieces = bytes.length > 0 ? [bytes] : [];
    this.#waiting = bytes.length;
    this.#needed = needed;
    return null;
  }

  #readBody(bytes: Buffer, head: Head): HttpReply | null {
    if (head.length === null) return this.#readChunks(bytes, head);
    if (bytes.length < head.length) return this.#keep(bytes, head.length);
    return this.#end(bytes.length === head.length, bytes, head);
  }

  #readChunks(bytes: Buffer, head: Head): HttpReply | null {
    let at = 0;
    for (;;) {
      const chunk = readChunk(bytes, at);
      if (typeof chunk === 'number') return this.#keep(bytes.subarray(at), chunk - at);
      at = chunk.end;
      if (chunk.bytes.length === 0) return this.#end(at === bytes.length, Buffer.concat(this.#chunks), head);
      this.#chunks.push(chunk.bytes);
    }
  }

  #end(isAll: boolean, body: Buffer, { statusCode, idleMsMax }: Head): HttpReply {
    if (!isAll) throw new MalformedReply('More came than was asked for.');
    this.#keep(Buffer.alloc(0), 1);
    this.#head = null;
    this.#counted = 0;
    this.#chunks = [];
    return { statusCode, text: body.toString(), idleMsMax };
  }
}
