import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Gives an upload up that did not become a photo, an hour after it was opened. */
export const GiveUploadUp = defineJob('booking.give-upload-up', z.object({ photoUploadId: idSchema('pup') }));
