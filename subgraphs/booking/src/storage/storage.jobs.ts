import { defineJob } from '@freehold/kernel/jobs/job-type';
import { isObjectKey } from '@freehold/kernel/objects/object-key';
import { z } from 'zod';

/** Removes bytes that nothing leads to any more, after what led to them has been forgotten. */
export const RemoveObject = defineJob(
  'booking.remove-object',
  z.object({ objectKey: z.string().refine(isObjectKey) }),
);
