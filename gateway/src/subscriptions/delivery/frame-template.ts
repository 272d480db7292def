const FINAL_TEXT = 0x81;
const BYTE_MAX = 125;
const IN_TWO_BYTES = 126;
const TWO_BYTES_MAX = 65_535;
const IN_EIGHT_BYTES = 127;

/** The head of an unmasked frame of text (RFC 6455, 5.2). */
function headOf(length: number): Buffer {
  if (length <= BYTE_MAX) return Buffer.from([FINAL_TEXT, length]);
  if (length <= TWO_BYTES_MAX) {
    const head = Buffer.from([FINAL_TEXT, IN_TWO_BYTES, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.from([FINAL_TEXT, IN_EIGHT_BYTES, ...Buffer.alloc(8)]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Where frames are sent. */
export interface FrameSink {
  /** Writes a frame; says whether its bytes are needed afterwards, because not all of them are on their way. */
  write(frame: Buffer): boolean;
}

/**
 * A `next` message of graphql-transport-ws as a frame, with a gap for the id of the operation. The ids are written into
 * the same bytes, one after the other: a connection that takes a frame at once has no need of them any more.
 */
export class FrameTemplate {
  /** Bytes of an id, as JSON with its quotation marks. */
  readonly idLength: number;
  readonly #gap: number;
  #bytes: Buffer;
  /** What is in the gap. */
  #id: string | null = null;
  /** Whether a connection still sends the bytes as they are. */
  #isLent = false;

  /** @param payload JSON @param idLength bytes of the id, as JSON with its quotation marks */
  constructor(payload: string, idLength: number) {
    const [before, after] = ['{"id":', `,"type":"next","payload":${payload}}`];
    const head = headOf(before.length + idLength + Buffer.byteLength(after));
    this.#bytes = Buffer.concat([head, Buffer.from(before), Buffer.alloc(idLength), Buffer.from(after)]);
    this.#gap = head.length + before.length;
    this.idLength = idLength;
  }

  /** Sends the frame for an id, which must have the length of the gap. */
  send(id: string, sink: FrameSink): void {
    if (this.#id !== id) this.#fill(id);
    if (sink.write(this.#bytes)) this.#isLent = true;
  }

  #fill(id: string): void {
    if (this.#isLent) this.#bytes = Buffer.from(this.#bytes);
    this.#isLent = false;
    // What has as many bytes as characters is ASCII, which is written faster as Latin 1.
    this.#bytes.write(id, this.#gap, id.length === this.idLength ? 'latin1' : 'utf8');
    this.#id = id;
  }
}
