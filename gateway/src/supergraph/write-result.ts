import type { GraphQLFormattedError } from 'graphql';
import { WrittenData } from '../execution/written-data.ts';

/** What is written: what is undefined is not there. */
interface Result {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** An answer as JSON, to be sent; data that is written already is put where it belongs. */
export function writeResult({ errors, data, extensions }: Result): string {
  if (!(data instanceof WrittenData)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${data.take()}${after}}\n`;
}

/** Says that data will be written for more than one. */
export function noteShared(data: unknown): void {
  if (data instanceof WrittenData) data.isShared = true;
}

/** What an answer without anything beside its data ends with. */
const END = '}\n';
/** Of UTF-8, for a unit of UTF-16. */
const BYTES_OF_UNIT_MAX = 3;

/** Bytes that are shared, with what this one is told beside them. */
function withExtensions(bytes: Buffer, extensions: object): Buffer {
  const told = `,"extensions":${JSON.stringify(extensions)}${END}`;
  const length = bytes.length - END.length;
  // To have room enough costs less than to count how much it takes.
  const all = Buffer.allocUnsafe(length + told.length * BYTES_OF_UNIT_MAX);
  bytes.copy(all, 0, 0, length);
  return all.subarray(0, length + all.write(told, length));
}

/**
 * The same as it goes out. Who is given what others are given too is given the same bytes, with what is told beside
 * them: to put the parts of a text together, and to encode it, costs more than to send it.
 */
export function writeAnswer(result: Result): string | Buffer {
  const { errors, data, extensions } = result;
  if (errors !== undefined || !(data instanceof WrittenData) || !data.isShared) return writeResult(result);
  data.bytes ??= Buffer.from(writeResult({ data }));
  return extensions === undefined ? data.bytes : withExtensions(data.bytes, extensions);
}
