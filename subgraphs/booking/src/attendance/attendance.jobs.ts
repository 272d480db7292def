import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Completes the bookings of a session whose holders came, at the instant when it ends. */
export const CompleteBookings = defineJob(
  'booking.complete-bookings',
  z.object({ sessionId: idSchema('ssn') }),
);
