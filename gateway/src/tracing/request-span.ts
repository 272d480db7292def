import type { Caller } from '@freehold/kernel/caller/caller';
import { tenantMark } from '@freehold/kernel/tracing/tenant-mark';
import { readTraceparent } from '@freehold/kernel/tracing/traceparent';
import type { Span, Tracer } from '@freehold/kernel/tracing/tracer';
import type { FastifyReply, FastifyRequest } from 'fastify';

const FAULT_STATUS = 500;

/** How requests of clients are traced. */
export interface RequestTracing {
  readonly tracer: Tracer;
  /** Whether what a client says of its own trace is gone on with. */
  readonly followsClients: boolean;
}

/** Begins the span of a request, which ends with its answer. */
export function requestSpan(
  { tracer, followsClients }: RequestTracing,
  request: FastifyRequest,
  reply: FastifyReply,
): Span {
  const { method, routeOptions, headers } = request;
  const route = routeOptions.url ?? 'unknown';
  const given = headers.traceparent;
  const parent = followsClients && typeof given === 'string' && readTraceparent(given) ? given : undefined;
  const attributes = { 'http.request.method': method, 'http.route': route };
  const span = tracer.begin(`${method} ${route}`, 'server', attributes, { parent });
  reply.raw.once('close', () => {
    const { statusCode } = reply.raw;
    span.note({ 'http.response.status_code': statusCode });
    if (statusCode >= FAULT_STATUS) span.fail(`${statusCode}`);
    span.end();
  });
  return span;
}

/** Says on a request's span who asks, as far as that is nobody in person. */
export function noteCaller(span: Span, { tenant }: Caller, requestId: string): void {
  span.note({
    'freehold.request_id': requestId,
    ...(tenant ? { 'freehold.tenant': tenantMark(tenant.id) } : {}),
  });
}
