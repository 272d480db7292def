import type { GraphQLFormattedError } from 'graphql';
import { WrittenData } from '../execution/written-data.ts';

/** What is written: what is undefined is not there. */
interface Result {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What goes out to several, with its bytes once somebody has needed them. */
const shared = new WeakMap<WrittenData, { bytes: Buffer | null }>();

/** An answer as JSON; data that is written already is put where it belongs. */
export function writeResult({ errors, data, extensions }: Result): string {
  if (!(data instanceof WrittenData)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${data.text}${after}}\n`;
}

/** Says that data will be written for more than one. */
export function noteShared(data: unknown): void {
  if (data instanceof WrittenData && !shared.has(data)) shared.set(data, { bytes: null });
}

/** What an answer without anything beside its data ends with. */
const END = '}\n';

/** Bytes that are shared, with what this one is told beside them. */
function withExtensions(bytes: Buffer, extensions: object): Buffer {
  const told = `,"extensions":${JSON.stringify(extensions)}${END}`;
  const length = bytes.length - END.length;
  const all = Buffer.allocUnsafe(length + Buffer.byteLength(told));
  bytes.copy(all, 0, 0, length);
  all.write(told, length);
  return all;
}

/**
 * The same as it goes out. Who is given what others are given too is given the same bytes, with what is told beside
 * them: to put the parts of a text together, and to encode it, costs more than to send it.
 */
export function writeAnswer(result: Result): string | Buffer {
  const { errors, data, extensions } = result;
  const known = errors === undefined && data instanceof WrittenData ? shared.get(data) : undefined;
  if (!known) return writeResult(result);
  known.bytes ??= Buffer.from(writeResult({ data }));
  return extensions === undefined ? known.bytes : withExtensions(known.bytes, extensions);
}
