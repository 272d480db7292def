import type { FormattedExecutionResult } from 'graphql';
import { WrittenData } from '../execution/written-data.ts';

/** What goes out to several, with its bytes once somebody has needed them. */
const shared = new WeakMap<WrittenData, { bytes: Buffer | null }>();

/** An answer as JSON; data that is written already is put where it belongs. */
export function writeResult({ errors, data, extensions }: FormattedExecutionResult<unknown>): string {
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
  const told = Buffer.from(`,"extensions":${JSON.stringify(extensions)}${END}`);
  return Buffer.concat([bytes.subarray(0, -END.length), told]);
}

/**
 * The same as it goes out. Who is given what others are given too is given the same bytes, with what is told beside
 * them: to put the parts of a text together, and to encode it, costs more than to send it.
 */
export function writeAnswer(result: FormattedExecutionResult<unknown>): string | Buffer {
  const { errors, data, extensions } = result;
  const known = errors === undefined && data instanceof WrittenData ? shared.get(data) : undefined;
  if (!known) return writeResult(result);
  known.bytes ??= Buffer.from(writeResult({ data }));
  return extensions === undefined ? known.bytes : withExtensions(known.bytes, extensions);
}
