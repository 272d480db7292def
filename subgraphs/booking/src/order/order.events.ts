import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** An order of tickets is new, or does not stand as it stood. It is for whoever watches orders here, and for no other subgraph. */
export const TicketOrderChanged = defineEvent(
  'booking.ticket-order-changed',
  z.object({ orderId: idSchema('ord'), customerId: idSchema('mbr') }),
);
