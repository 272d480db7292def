/** The end of a head, and what is between it and the body. */
export const HEAD_END = '\r\n\r\n';
/** Longer heads are refused. */
export const HEAD_BYTES_MAX = 16_384;

const LINE_END = '\r\n';
const STATUS_LINE = /^HTTP\/1\.1 ([2-5]\d\d)(?: |$)/;
const LENGTH = /^\d{1,15}$/;
const NO_BODY = new Set([204, 304]);
/** A server that says nothing of it is taken to wait for 5 seconds, as Node does. */
const IDLE_MS_DEFAULT = 4_000;
const BLANK = 32;

/** An answer that is not one of HTTP/1.1, or not of the kind that is understood here. */
export class MalformedReply extends Error {}

/** What the head of an answer says. */
export interface Head {
  readonly statusCode: number;
  readonly bodyAt: number;
  /** Null for a body in chunks. */
  readonly length: number | null;
  /** For how long the connection may be used again, in milliseconds; 0 when it may not. */
  readonly idleMsMax: number;
}

/** Of all headers those that are looked at: the others are neither copied nor kept, which takes half of the time. */
class Headers {
  readonly #values = new Map<string, string>();

  constructor(text: string, from: number, end: number) {
    let at = from;
    while (at < end) {
      const next = text.indexOf(LINE_END, at);
      const lineEnd = next < 0 || next > end ? end : next;
      this.#add(text, at, lineEnd);
      at = lineEnd + LINE_END.length;
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  #add(text: string, at: number, lineEnd: number): void {
    const colon = text.indexOf(':', at);
    const isName = colon > at && colon < lineEnd;
    if (!isName || text.charCodeAt(at) <= BLANK || text.charCodeAt(colon - 1) <= BLANK)
      throw new MalformedReply('A header of the answer is malformed.');
    if (!isLookedAt(colon - at)) return;
    const name = text.slice(at, colon).toLowerCase();
    const value = text.slice(colon + 1, lineEnd).trim();
    const before = this.#values.get(name);
    this.#values.set(name, before === undefined ? value : `${before}, ${value}`);
  }
}

/** By the length of its name: `connection` and `keep-alive`, `content-length`, `transfer-encoding`. */
function isLookedAt(length: number): boolean {
  return length === 10 || length === 14 || length === 17;
}

function idleMsMax(headers: Headers): number {
  if (headers.get('connection')?.toLowerCase() === 'close') return 0;
  const [, seconds] = /timeout=(\d{1,6})/.exec(headers.get('keep-alive') ?? '') ?? [];
  // A second less than it waits, so that nothing is sent to a connection that is being closed.
  return seconds === undefined ? IDLE_MS_DEFAULT : Math.max(Number(seconds) * 1_000 - 1_000, 0);
}

function lengthOf(headers: Headers, statusCode: number): number | null {
  const [coding, length] = [headers.get('transfer-encoding'), headers.get('content-length')];
  if (coding !== undefined && length !== undefined) throw new MalformedReply('The answer tells two lengths.');
  if (NO_BODY.has(statusCode)) return 0;
  if (coding?.toLowerCase() === 'chunked') return null;
  if (length === undefined || !LENGTH.test(length))
    throw new MalformedReply('The answer does not tell its length.');
  return Number(length);
}

/** The head that ends at a place of a text. @throws {MalformedReply} when it is not understood. */
export function headOf(text: string, end: number): Head {
  const next = text.indexOf(LINE_END);
  const lineEnd = Math.min(next < 0 ? end : next, end);
  const statusCode = Number(STATUS_LINE.exec(text.slice(0, lineEnd))?.[1]);
  if (!statusCode) throw new MalformedReply('The answer is not one of HTTP/1.1.');
  const headers = new Headers(text, lineEnd + LINE_END.length, end);
  const bodyAt = end + HEAD_END.length;
  return { statusCode, bodyAt, length: lengthOf(headers, statusCode), idleMsMax: idleMsMax(headers) };
}
