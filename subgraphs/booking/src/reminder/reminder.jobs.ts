import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Reminds those who have booked a session, if it still begins then. */
export const RemindOfSession = defineJob(
  'booking.remind-of-session',
  z.object({
    sessionId: idSchema('ssn'),
    startsAt: z.iso.datetime(),
    kind: z.enum(['REMINDER_24H', 'REMINDER_2H']),
  }),
);
