import { defineJob } from '@freehold/kernel/jobs/job-type';
import { z } from 'zod';

/** Follows what the rules of a zone have changed in the series of a tenant; every week. */
export const RealignSeries = defineJob('booking.realign-series', z.object({}));
