import { defineEvent } from '@freehold/kernel/events/domain-event';
import { z } from 'zod';

/** What is used of a meter is another number now. */
export const UsageChanged = defineEvent(
  'analytics.usage-changed',
  z.object({
    meter: z.string(),
    /** First day of the month in the tenant's time zone, `YYYY-MM-DD`; empty for a gauge. */
    period: z.string(),
  }),
);

/** The bookings of a day are another number now. */
export const BookingsPerDayChanged = defineEvent(
  'analytics.bookings-per-day-changed',
  z.object({
    /** In the tenant's time zone, `YYYY-MM-DD`. */
    date: z.string(),
  }),
);
