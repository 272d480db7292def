import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { AlwaysOffSampler, AlwaysOnSampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { ConsequenceSampler, linksOf } from './otel-links.ts';
import type { SpanOrigin } from './tracer.ts';

const KEPT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const FORGOTTEN = KEPT.replace(/01$/, '00');
const { RECORD_AND_SAMPLED, NOT_RECORD } = SamplingDecision;

const decided = (others: AlwaysOffSampler | AlwaysOnSampler, origin: SpanOrigin) =>
  new ConsequenceSampler(others).shouldSample(
    ...[ROOT_CONTEXT, 'c'.repeat(32), 'job', SpanKind.CONSUMER, {}, linksOf(origin)],
  ).decision;

describe('links to other traces', () => {
  it('say what they lead to, and lead to no span that is not kept, nor to what is none', () => {
    const named = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1, isRemote: true };
    expect(linksOf({ cause: KEPT, opening: KEPT })).toEqual([
      { context: named, attributes: { 'freehold.link': 'cause' } },
      { context: named, attributes: { 'freehold.link': 'opening' } },
    ]);
    expect(linksOf({ cause: FORGOTTEN, opening: 'a trace' })).toEqual([]);
    expect(linksOf({ cause: null })).toEqual([]);
  });
});

describe('what is sampled', () => {
  it.each<[string, SpanOrigin, SamplingDecision]>([
    ['a consequence of what is kept, is kept', { cause: KEPT }, RECORD_AND_SAMPLED],
    ['a consequence of what is not kept, is not kept by that', { cause: FORGOTTEN }, NOT_RECORD],
    ['an event of a subscription that was kept, is not kept by that', { opening: KEPT }, NOT_RECORD],
    ['what has no cause, is not kept by any', {}, NOT_RECORD],
  ])('%s', (_, origin, decision) => {
    expect(decided(new AlwaysOffSampler(), origin)).toBe(decision);
    expect(decided(new AlwaysOnSampler(), origin)).toBe(RECORD_AND_SAMPLED);
  });
});
