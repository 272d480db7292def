import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/**
 * A location is being archived. It is never written to the outbox: whoever archives says so to `ctx.react` inside the
 * transaction, holding the location, so that who has something there can refuse.
 */
export const LocationLeaving = defineEvent(
  'booking.location-leaving',
  z.object({ locationId: idSchema('loc') }),
);
