import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Whoever is to have a ticket is mailed its link. To whom is not told. */
export const TicketOffered = defineEvent(
  'booking.ticket-offered',
  z.object({
    handoverId: idSchema('hnd'),
    eventId: idSchema('evn'),
    openedBy: idSchema('mbr'),
    /** How often its link was mailed, this time included. */
    number: z.number().int(),
    expiresAt: z.iso.datetime(),
  }),
);
