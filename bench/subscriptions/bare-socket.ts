const TEXT = 0x81;
const MASKED = 0x80;
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;

// Clients that do as little as can be done, since they share the machine with the server: frames are masked with zeros,
// and answers are looked through for what they are, not parsed.

/** A message as a frame; shorter than 64 kB. */
export function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const length =
    text.length < IN_TWO_BYTES ? [text.length] : [IN_TWO_BYTES, text.length >> 8, text.length & 255];
  const [first = 0, ...rest] = length;
  return Buffer.concat([Buffer.from([TEXT, first | MASKED, ...rest, 0, 0, 0, 0]), text]);
}

/** What asks a host for a WebSocket. */
export function handshake({ host }: { readonly host: string }): string {
  const lines = [
    'GET /graphql HTTP/1.1',
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16, 1).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Bytes of the frame at the beginning; null while its head is not there. */
function lengthOf(bytes: Buffer): number | null {
  const short = bytes[1] ?? 0;
  if (short < IN_TWO_BYTES) return bytes.length < 2 ? null : 2 + short;
  if (short < IN_EIGHT_BYTES) return bytes.length < 4 ? null : 4 + bytes.readUInt16BE(2);
  return bytes.length < 10 ? null : 10 + Number(bytes.readBigUInt64BE(2));
}

/** Cuts what comes into the answer to the handshake, and frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;

  /** What has come whole with this chunk. */
  *take(chunk: Buffer): Generator<Buffer> {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const length = this.#isOpen ? lengthOf(this.#rest) : this.#handshakeLength();
      if (length === null || length > this.#rest.length) return;
      this.#isOpen = true;
      yield this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
    }
  }

  #handshakeLength(): number | null {
    const end = this.#rest.indexOf('\r\n\r\n');
    return end < 0 ? null : end + 4;
  }
}
