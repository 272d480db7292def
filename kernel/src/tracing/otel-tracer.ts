import {
  type Context,
  DiagLogLevel,
  diag,
  SpanKind as Kinds,
  type Link,
  type Span as Recorded,
  type Tracer as Recorder,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import type { Span, SpanAttributes, SpanKind, SpanOrigin, Tracer } from './tracer.ts';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const EXPORT_MS_MAX = 2_000;
/** Spans that wait to be sent; what is more is let go. */
const WAITING_MAX = 4_096;
const VALUE_LENGTH_MAX = 256;
const HEXADECIMAL = 16;

const KINDS: Readonly<Record<SpanKind, Kinds>> = {
  server: Kinds.SERVER,
  client: Kinds.CLIENT,
  consumer: Kinds.CONSUMER,
  internal: Kinds.INTERNAL,
};

/** What an {@link OtelTracer} is told. */
export interface OtelOptions {
  readonly service: string;
  /** The collector's address, to which `/v1/traces` is added. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the traces that begin here, 0 to 1. */
  readonly share: number;
  readonly logger: Pick<Logger, 'warn'>;
}

function remoteOf(traceparent: string | undefined): SpanContext | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return null;
  const traceFlags = Number.parseInt(flags, HEXADECIMAL) & TraceFlags.SAMPLED;
  return { traceId, spanId, traceFlags, isRemote: true };
}

function contextOf(traceparent: string | undefined): Context {
  const parent = remoteOf(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** A span that was not kept is nowhere to be found. */
function linksTo(traceparent: string | undefined): Link[] {
  const context = remoteOf(traceparent);
  return context && context.traceFlags === TraceFlags.SAMPLED ? [{ context }] : [];
}

/** The SDK throws nothing at whoever traces: it says to one place what has failed. */
function tellFaults(logger: Pick<Logger, 'warn'>): void {
  const warn = (reason: string) => logger.warn({ reason }, 'Traces could not be sent.');
  const nothing = () => undefined;
  const told = { error: warn, warn, info: nothing, debug: nothing, verbose: nothing };
  diag.setLogger(told, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

class OtelSpan implements Span {
  readonly #recorder: Recorder;
  readonly #span: Recorded;

  constructor(recorder: Recorder, span: Recorded) {
    this.#recorder = recorder;
    this.#span = span;
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.#span.spanContext();
    return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
  }

  get isSampled(): boolean {
    return this.#span.isRecording();
  }

  child(name: string, kind: SpanKind, attributes: SpanAttributes = {}): Span {
    const parent = trace.setSpan(ROOT_CONTEXT, this.#span);
    return new OtelSpan(
      this.#recorder,
      this.#recorder.startSpan(name, { kind: KINDS[kind], attributes }, parent),
    );
  }

  note(attributes: SpanAttributes): void {
    this.#span.setAttributes(attributes);
  }

  fail(code: string): void {
    this.#span.setAttribute('error.type', code);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.#span.end();
  }
}

/** Traces by OpenTelemetry's own SDK, sent in the background; a collector that is away costs traces and nothing else. */
export class OtelTracer implements Tracer {
  readonly #provider: TracerProvider;
  readonly #recorder: Recorder;

  constructor({ service, endpoint, headers, share, logger }: OtelOptions) {
    tellFaults(logger);
    const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
    const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: EXPORT_MS_MAX });
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
      spanLimits: { attributeValueLengthLimit: VALUE_LENGTH_MAX },
      spanProcessors: [
        new BatchSpanProcessor({ exporter, maxQueueSize: WAITING_MAX, exportTimeoutMillis: EXPORT_MS_MAX }),
      ],
    });
    this.#recorder = this.#provider.getTracer('freehold');
  }

  begin(
    name: string,
    kind: SpanKind,
    attributes: SpanAttributes = {},
    { parent, cause }: SpanOrigin = {},
  ): Span {
    const options = { kind: KINDS[kind], attributes, links: linksTo(cause) };
    return new OtelSpan(this.#recorder, this.#recorder.startSpan(name, options, contextOf(parent)));
  }

  async close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, EXPORT_MS_MAX);
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
