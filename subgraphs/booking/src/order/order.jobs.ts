import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Cancels an order that is not paid by then. */
export const ExpireOrder = defineJob('booking.expire-order', z.object({ orderId: idSchema('ord') }));
