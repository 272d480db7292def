import type { Logger } from 'pino';
import { z } from 'zod';
import type { Tracer } from './tracer.ts';

const KEY_AND_VALUE = /^[^=,\s]+=[^,]*(,[^=,\s]+=[^,]*)*$/;

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What operators may say of traces, by the names that OpenTelemetry has given. */
export const tracingShape = {
  /** Where a collector takes OTLP over HTTP, such as `http://otel:4318`. Nothing is traced without. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** What it wants to be sent as headers: `authorization=...,x-tenant=...`. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(KEY_AND_VALUE, 'must be name=value,name=value')
    .refine(isEncoded, 'has a % that begins no character')
    .optional(),
  /** The share of traces that are kept, 0 to 1; all of them unless given. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).optional(),
};

/** What an operator said of traces. */
export type TracingEnvironment = {
  readonly [K in keyof typeof tracingShape]?: z.infer<(typeof tracingShape)[K]>;
};

/** The same as a process of its own is told. */
export function tracingTold(environment: TracingEnvironment): Record<string, string> {
  const names = z.object(tracingShape).keyof().options;
  const said = names.flatMap((name) =>
    environment[name] === undefined ? [] : [[name, `${environment[name]}`]],
  );
  return Object.fromEntries(said);
}

function headersOf(text: string): Record<string, string> {
  const pairs = text
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    });
  return Object.fromEntries(pairs);
}

/**
 * A tracer that sends to the collector, as a service of this name; null, and nothing loaded, where there is none. What
 * could not be sent is told to the log.
 */
export async function openTracer(
  environment: TracingEnvironment,
  service: string,
  logger: Pick<Logger, 'warn'>,
): Promise<Tracer | null> {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: headers,
    OTEL_TRACES_SAMPLER_ARG: share = 1,
  } = environment;
  if (endpoint === undefined) return null;
  const { OtelTracer } = await import('./otel-tracer.ts');
  return new OtelTracer({ service, endpoint, headers: headersOf(headers ?? ''), share, logger });
}
