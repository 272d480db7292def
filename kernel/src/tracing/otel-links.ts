import { type Attributes, type Context, type Link, type SpanKind, TraceFlags } from '@opentelemetry/api';
import { type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace';
import { readTraceparent } from './traceparent.ts';
import type { SpanOrigin } from './tracer.ts';

/** Says of a link what its span is to the one that has it. */
const LINK = 'freehold.link';
const CAUSE = 'cause';
const OPENING = 'opening';

/** A span that was not kept is nowhere to be found. */
function linkTo(traceparent: string | null | undefined, says: string): Link[] {
  const named = readTraceparent(traceparent ?? '');
  if (!named?.isSampled) return [];
  const { traceId, spanId } = named;
  const context = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return [{ context, attributes: { [LINK]: says } }];
}

/** The links to other traces that a span comes from. */
export function linksOf({ cause, opening }: Omit<SpanOrigin, 'parent'>): Link[] {
  return [...linkTo(cause, CAUSE), ...linkTo(opening, OPENING)];
}

/** Keeps the consequences of what is kept, so that a request is found with all that came of it; of the rest a share. */
export class ConsequenceSampler implements Sampler {
  readonly #others: Sampler;

  constructor(others: Sampler) {
    this.#others = others;
  }

  shouldSample(
    ...asked: [Context, traceId: string, name: string, SpanKind, Attributes, links: Link[]]
  ): SamplingResult {
    const [, , , , , links] = asked;
    if (links.some(({ attributes }) => attributes?.[LINK] === CAUSE))
      return { decision: SamplingDecision.RECORD_AND_SAMPLED };
    return this.#others.shouldSample(...asked);
  }

  toString(): string {
    return `Consequences, ${this.#others}`;
  }
}
