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

/** A `next` message of graphql-transport-ws as a frame, with a gap for the id of the operation. */
export class FrameTemplate {
  readonly #bytes: Buffer;
  readonly #gap: number;
  readonly #idLength: number;
  /** The last that was made: whoever has the same id is sent the same bytes. */
  #last: { readonly id: string; readonly frame: Buffer } | null = null;

  /** @param payload JSON @param idLength bytes of the id, as JSON with its quotation marks */
  constructor(payload: string, idLength: number) {
    const [before, after] = ['{"id":', `,"type":"next","payload":${payload}}`];
    const head = headOf(before.length + idLength + Buffer.byteLength(after));
    this.#bytes = Buffer.concat([head, Buffer.from(before), Buffer.alloc(idLength), Buffer.from(after)]);
    this.#gap = head.length + before.length;
    this.#idLength = idLength;
  }

  /** The frame for an id, which must have the length of the gap. */
  frameFor(id: string): Buffer {
    if (this.#last?.id === id) return this.#last.frame;
    const frame = Buffer.allocUnsafe(this.#bytes.length);
    this.#bytes.copy(frame);
    // What has as many bytes as characters is ASCII, which is written faster as Latin 1.
    frame.write(id, this.#gap, id.length === this.#idLength ? 'latin1' : 'utf8');
    this.#last = { id, frame };
    return frame;
  }
}
