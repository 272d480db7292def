import type { Span, SpanAttributes, SpanKind, SpanOrigin, Tracer } from '../tracing/tracer.ts';

const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;

const digits = (number: number, length: number) => number.toString(16).padStart(length, '0');

/** A span that a test may look at. */
export class RecordedSpan implements Span {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Record<string, string | number | boolean>;
  readonly parent: RecordedSpan | null;
  readonly origin: SpanOrigin;
  readonly traceparent: string;
  readonly isSampled: boolean;
  code: string | null = null;
  isEnded = false;
  readonly #tracer: RecordingTracer;

  constructor(
    tracer: RecordingTracer,
    named: { readonly name: string; readonly kind: SpanKind; readonly attributes: SpanAttributes },
    { parent, origin }: { readonly parent: RecordedSpan | null; readonly origin: SpanOrigin },
  ) {
    this.name = named.name;
    this.kind = named.kind;
    this.attributes = { ...named.attributes };
    this.parent = parent;
    this.origin = origin;
    this.isSampled = tracer.isSampling;
    this.#tracer = tracer;
    const number = tracer.spans.push(this);
    this.traceparent = `00-${digits(number, TRACE_DIGITS)}-${digits(number, SPAN_DIGITS)}-0${this.isSampled ? 1 : 0}`;
  }

  child(name: string, kind: SpanKind, attributes: SpanAttributes = {}, cause: string | null = null): Span {
    if (this.isEnded) throw new Error(`"${this.name}" has ended, and "${name}" is to be a part of it.`);
    const origin = cause === null ? {} : { cause };
    return new RecordedSpan(this.#tracer, { name, kind, attributes }, { parent: this, origin });
  }

  note(attributes: SpanAttributes): void {
    Object.assign(this.attributes, attributes);
  }

  fail(code: string): void {
    this.code = code;
  }

  end(): void {
    if (this.isEnded) throw new Error(`"${this.name}" ends twice.`);
    this.isEnded = true;
  }
}

/** Keeps spans for tests, in the order in which they began. */
export class RecordingTracer implements Tracer {
  readonly spans: RecordedSpan[] = [];
  readonly isSampling: boolean;

  constructor({ isSampling = true } = {}) {
    this.isSampling = isSampling;
  }

  begin(
    name: string,
    kind: SpanKind,
    attributes: SpanAttributes = {},
    origin: SpanOrigin = {},
  ): RecordedSpan {
    return new RecordedSpan(this, { name, kind, attributes }, { parent: null, origin });
  }

  /** Each span as a path from where its trace begins: `booking operation > reading > SELECT booking`. */
  paths(): string[] {
    const pathOf = ({ name, parent }: RecordedSpan): string =>
      parent ? `${pathOf(parent)} > ${name}` : name;
    return this.spans.map(pathOf);
  }

  /** All that the spans hold, as one text to search. */
  told(): string {
    return JSON.stringify(this.spans.map(({ name, attributes, code }) => ({ name, attributes, code })));
  }

  async close(): Promise<void> {}
}
