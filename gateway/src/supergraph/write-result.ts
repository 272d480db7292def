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

/**
 * The same as it goes out. Who is given what others are given too, and nothing beside it, is given the same bytes: to
 * put the parts of a text together, and to encode it, costs more than to send it.
 */
export function writeAnswer(result: FormattedExecutionResult<unknown>): string | Buffer {
  const { errors, data, extensions } = result;
  const isAlone = errors === undefined && extensions === undefined && data instanceof WrittenData;
  const known = isAlone ? shared.get(data) : undefined;
  if (!known) return writeResult(result);
  known.bytes ??= Buffer.from(writeResult(result));
  return known.bytes;
}
