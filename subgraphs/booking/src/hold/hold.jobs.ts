import { defineJob } from '@freehold/kernel/jobs/job-type';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Frees the seats of a session that are held by nobody any more, at the instant when a hold of them expires. */
export const SweepSeats = defineJob('booking.sweep-seats', z.object({ sessionId: idSchema('ssn') }));

/** Takes away all holds of a tenant that have expired; every day. */
export const SweepHolds = defineJob('booking.sweep-holds', z.object({}));
