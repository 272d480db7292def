import type { FormattedExecutionResult } from 'graphql';
import { WrittenData } from '../execution/written-data.ts';

/** An answer as JSON; data that is written already is put where it belongs. */
export function writeResult({ errors, data, extensions }: FormattedExecutionResult<unknown>): string {
  if (!(data instanceof WrittenData)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${data.text}${after}}\n`;
}
