import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/**
 * A job has one photo more. It is never written to the outbox: whoever adds a photo says so to `ctx.react` inside the
 * transaction, so that a job that waited for its proof is completed.
 */
export const JobPhotoAdded = defineEvent('booking.job-photo-added', z.object({ bookingId: idSchema('bkg') }));
