import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Settles what is still open for a session, at the instant when it begins; whoever leaves something open plans it. */
export const BeginSession = defineJob('booking.begin-session', z.object({ sessionId: idSchema('ssn') }));
