/** How many characters a `traceparent` has. */
export const TRACEPARENT_LENGTH = 55;

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
const HEXADECIMAL = 16;
const SAMPLED = 1;

/** What a `traceparent` of W3C Trace Context says. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the span is kept. */
  readonly isSampled: boolean;
}

/** Reads what names a span in the form of W3C Trace Context, version 00; null for anything else. */
export function readTraceparent(text: string): TraceParent | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text) ?? [];
  if (!traceId || !spanId || !flags) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, HEXADECIMAL) & SAMPLED) === SAMPLED };
}
