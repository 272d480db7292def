import type { EntityManager } from '@mikro-orm/postgresql';
import type { Span } from '../../tracing/tracer.ts';

const causes = new WeakMap<object, string>();

/** Says which span a transaction does its work for, from now on: what is written in it for later is a consequence of that. */
export function noteCause(em: EntityManager, span: Span | null): void {
  const transaction = em.getTransactionContext<object>();
  if (!transaction) return;
  if (span?.isSampled) causes.set(transaction, span.traceparent);
  else causes.delete(transaction);
}

/**
 * The span that a transaction does its work for, in the form of W3C Trace Context, to be kept with what is written for
 * later; null where nothing is traced, or the trace is not kept.
 */
export function causeOf(em: EntityManager): string | null {
  const transaction = em.getTransactionContext<object>();
  return (transaction && causes.get(transaction)) ?? null;
}
