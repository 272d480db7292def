import { defineJob } from '@freehold/kernel/jobs/job-type';
import { z } from 'zod';

/** Gives the open series of a tenant the sessions that have come within their horizons; every day. */
export const ExtendSeries = defineJob('booking.extend-series', z.object({}));
