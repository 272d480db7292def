import { describe, expect, it } from 'vitest';
import { consequence } from './consequence.ts';
import type { Span, Tracer } from './tracer.ts';

const CAUSE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const APPLIED = { name: 'apply', kind: 'consumer' } as const;

/** A tracer and a span of it that is open, and what was begun, where and why. */
function scene() {
  const begun: unknown[] = [];
  const begin = (where: string, name: string, cause: unknown): Span => {
    begun.push([where, name, cause]);
    return span;
  };
  const span: Span = {
    traceparent: CAUSE,
    isSampled: true,
    child: (name, _kind, _attributes, cause) => begin('within', name, cause),
    note: () => undefined,
    fail: () => undefined,
    end: () => undefined,
  };
  const tracer: Tracer = {
    begin: (name, _kind, _attributes, origin) => begin('of its own', name, origin),
    close: () => Promise.resolve(),
  };
  return { begun, span, tracer };
}

describe('a consequence', () => {
  it('is a part of what is kept around it, with a link to its own cause', () => {
    const { begun, span, tracer } = scene();
    expect(consequence({ tracer, within: span }, { ...APPLIED, cause: CAUSE })).toBe(span);
    expect(consequence({ tracer, within: span }, { ...APPLIED, cause: null })).toBe(span);
    expect(begun).toEqual([
      ['within', 'apply', CAUSE],
      ['within', 'apply', null],
    ]);
  });

  it('is a trace of its own where nothing around it is kept', () => {
    const { begun, span, tracer } = scene();
    expect(consequence({ tracer, within: null }, { ...APPLIED, cause: CAUSE })).toBe(span);
    expect(begun).toEqual([['of its own', 'apply', { cause: CAUSE }]]);
  });

  it('is not recorded where neither it nor what is around it is kept, and where nothing is traced', () => {
    const { begun, tracer } = scene();
    expect(consequence({ tracer, within: null }, { ...APPLIED, cause: null })).toBeNull();
    expect(consequence({ tracer: null, within: null }, { ...APPLIED, cause: CAUSE })).toBeNull();
    expect(begun).toEqual([]);
  });
});
