import type { IncomingHttpHeaders } from 'node:http';

/** `identity` says that nothing was done to the body, and may be said (RFC 9110, 12.5.3), however often. */
const UNTOUCHED = /^\s*(?:identity\s*(?:,\s*identity\s*)*)?$/i;

/** Whether a body comes compressed, or encoded in another way, which is never read. */
export function isEncoded({ 'content-encoding': encoding = '' }: IncomingHttpHeaders): boolean {
  return !UNTOUCHED.test(encoding);
}
