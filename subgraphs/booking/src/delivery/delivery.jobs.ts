import { defineJob } from '@freehold/kernel/jobs/job-type';
import { z } from 'zod';

/** Deletes what old messages said. */
export const ForgetOldTexts = defineJob('booking.forget-old-texts', z.object({}));
