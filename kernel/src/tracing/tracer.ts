/** What a span says of itself. Nothing of what was asked or answered belongs here: no text, no variables, no person. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Whether a span answers somebody, asks somebody, takes what was left for it, or happens within. */
export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

/** A part of the way of one request, with its beginning and its end. */
export interface Span {
  /** Names it to whoever goes on with it, in the form of W3C Trace Context. */
  readonly traceparent: string;
  /** Whether it is kept; of one that is not, no parts need be recorded. */
  readonly isSampled: boolean;
  /** A part of this part; a consequence of `cause`, too, where that is given. */
  child(name: string, kind: SpanKind, attributes?: SpanAttributes, cause?: string | null): Span;
  note(attributes: SpanAttributes): void;
  /** It has failed, or was refused, with a stable code. */
  fail(code: string): void;
  end(): void;
}

/** What a span comes from, each in the form of W3C Trace Context; what is none is left out. */
export interface SpanOrigin {
  /** The span that it is a part of. */
  readonly parent?: string | undefined;
  /** A span of another trace that it is a consequence of; it is kept where that is. */
  readonly cause?: string | null | undefined;
  /** Of an event of a subscription: the span of another trace in which that was opened. */
  readonly opening?: string | undefined;
}

/** Where traces begin, or are gone on with. */
export interface Tracer {
  /** Begins a span; within the trace of its parent when it has one. */
  begin(name: string, kind: SpanKind, attributes?: SpanAttributes, origin?: SpanOrigin): Span;
  /** Sends what has not been sent, for two seconds at most. */
  close(): Promise<void>;
}
