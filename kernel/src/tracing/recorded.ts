import { DomainError } from '../errors/domain-error.ts';
import type { Span } from './tracer.ts';

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Whether a code is one of PostgreSQL's. */
export function isSqlState(code: unknown): code is string {
  return typeof code === 'string' && SQLSTATE.test(code);
}

/**
 * The stable code of what was thrown: a refusal's own, that of PostgreSQL (SQLSTATE), else `INTERNAL`. Never its message,
 * which may hold a value.
 */
export function failureCode(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return isSqlState(code) ? code : 'INTERNAL';
}

/** Does work as a span, which ends with it, and fails with the code of what it has thrown. */
export async function recorded<T>(
  span: Span,
  work: () => Promise<T>,
  codeOf: (error: unknown) => string = failureCode,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.fail(codeOf(error));
    throw error;
  } finally {
    span.end();
  }
}
