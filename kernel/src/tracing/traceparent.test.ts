import { describe, expect, it } from 'vitest';
import { readTraceparent, TRACEPARENT_LENGTH } from './traceparent.ts';

const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);

describe('a traceparent', () => {
  it.each([
    ['01', true],
    ['03', true],
    ['00', false],
    ['02', false],
  ])('with the flags %s names a span and says whether it is kept', (flags, isSampled) => {
    const text = `00-${TRACE}-${SPAN}-${flags}`;
    expect(text).toHaveLength(TRACEPARENT_LENGTH);
    expect(readTraceparent(text)).toEqual({ traceId: TRACE, spanId: SPAN, isSampled });
  });

  it.each([
    ['nothing', ''],
    ['another version', `01-${TRACE}-${SPAN}-01`],
    ['an id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['something behind it', `00-${TRACE}-${SPAN}-01-tenant`],
    ['a line behind it', `00-${TRACE}-${SPAN}-01\n`],
    ['something before it', ` 00-${TRACE}-${SPAN}-01`],
  ])('is none with %s', (_, text) => {
    expect(readTraceparent(text)).toBeNull();
  });
});
