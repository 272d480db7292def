import { z } from 'zod';
import { defineEvent, type EventType } from '../events/domain-event.ts';

/** A meter's count after something was counted. */
export interface UsageRecorded {
  readonly meter: string;
  /** Units used in the period, after this. */
  readonly used: number;
  /** First day of the period in the tenant's time zone, `YYYY-MM-DD`; empty for a gauge, which has no period. */
  readonly period: string;
  /** Grows with each count of this meter and period, so that a late event is known as late. */
  readonly revision: number;
}

const payload: z.ZodType<UsageRecorded> = z.object({
  meter: z.string(),
  used: z.number().int(),
  period: z.string(),
  revision: z.number().int(),
});

/** The event by which a subgraph tells what it counted. */
export function usageRecordedBy(subgraph: string): EventType<UsageRecorded> {
  return defineEvent(`${subgraph}.usage-recorded`, payload);
}
