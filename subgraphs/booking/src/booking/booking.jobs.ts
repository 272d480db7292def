import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Marks who did not come to a session, at the instant from which on the agreed rules say so. */
export const LookForAbsent = defineJob('booking.look-for-absent', z.object({ sessionId: idSchema('ssn') }));
