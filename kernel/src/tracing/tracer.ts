/** What a span says of itself. Nothing of what was asked or answered belongs here: no text, no variables, no person. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Whether a span answers somebody, asks somebody, or happens within. */
export type SpanKind = 'server' | 'client' | 'internal';

/** A part of the way of one request, with its beginning and its end. */
export interface Span {
  /** Names it to whoever goes on with it, in the form of W3C Trace Context. */
  readonly traceparent: string;
  /** A part of this part. */
  child(name: string, kind: SpanKind, attributes?: SpanAttributes): Span;
  note(attributes: SpanAttributes): void;
  /** It has failed, or was refused, with a stable code. */
  fail(code: string): void;
  end(): void;
}

/** Where traces begin, or are gone on with. */
export interface Tracer {
  /** Begins a span; within the trace of `traceparent` when that is one. */
  begin(name: string, kind: SpanKind, traceparent?: string, attributes?: SpanAttributes): Span;
  /** Sends what has not been sent, for two seconds at most. */
  close(): Promise<void>;
}
