import type { Span, SpanAttributes, SpanKind, Tracer } from './tracer.ts';

/** What happens because of something that another trace may hold. */
export interface Consequence {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: SpanAttributes;
  /** The span that it is a consequence of, in the form of W3C Trace Context; null where it is not known. */
  readonly cause: string | null;
}

/**
 * Begins the span of one of many things that are done together and have causes of their own: a part of what is kept
 * around it, else a trace of its own where its cause is kept; null where it belongs to neither.
 */
export function consequence(
  { tracer, within }: { readonly tracer: Tracer | null; readonly within: Span | null },
  { name, kind, attributes, cause }: Consequence,
): Span | null {
  if (within) return within.child(name, kind, attributes, cause);
  return tracer && cause !== null ? tracer.begin(name, kind, attributes, { cause }) : null;
}
