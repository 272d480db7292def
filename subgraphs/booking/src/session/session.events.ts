import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/**
 * Seats of a session may be free that were not, or it was called off. It is never written to the outbox: whoever frees
 * seats says so to `ctx.react` inside the transaction, holding the session, after what the plan counted was given back.
 */
export const SeatsFreed = defineEvent('booking.seats-freed', z.object({ sessionId: idSchema('ssn') }));
