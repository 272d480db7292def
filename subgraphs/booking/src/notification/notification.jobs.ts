import { defineJob } from '@freehold/kernel/jobs/job-type';
import { z } from 'zod';

/** Sends what a tenant has to send by now. */
export const DeliverNotifications = defineJob('booking.deliver-notifications', z.object({}));
