import {
  type Context,
  DiagLogLevel,
  diag,
  SpanKind as Kinds,
  type Span as Recorded,
  type Tracer as Recorder,
  ROOT_CONTEXT,
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
import { ConsequenceSampler, linksOf } from './otel-links.ts';
import { readTraceparent } from './traceparent.ts';
import type { Span, SpanAttributes, SpanKind, SpanOrigin, Tracer } from './tracer.ts';

const EXPORT_MS_MAX = 2_000;
/** Spans that wait to be sent; what is more is let go. */
const WAITING_MAX = 4_096;
const VALUE_LENGTH_MAX = 256;

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
  /** Of the traces that begin here and that nothing which is kept has caused, 0 to 1. */
  readonly share: number;
  readonly logger: Pick<Logger, 'warn'>;
}

function contextOf(traceparent: string | undefined): Context {
  const parent = readTraceparent(traceparent ?? '');
  if (!parent) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parent;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
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

  child(name: string, kind: SpanKind, attributes: SpanAttributes = {}, cause: string | null = null): Span {
    const parent = trace.setSpan(ROOT_CONTEXT, this.#span);
    const options = {
      kind: KINDS[kind],
      attributes,
      ...(cause === null ? {} : { links: linksOf({ cause }) }),
    };
    return new OtelSpan(this.#recorder, this.#recorder.startSpan(name, options, parent));
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
      sampler: new ParentBasedSampler({ root: new ConsequenceSampler(new TraceIdRatioBasedSampler(share)) }),
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
    { parent, ...others }: SpanOrigin = {},
  ): Span {
    const options = { kind: KINDS[kind], attributes, links: linksOf(others) };
    return new OtelSpan(this.#recorder, this.#recorder.startSpan(name, options, contextOf(parent)));
  }

  async close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, EXPORT_MS_MAX);
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
