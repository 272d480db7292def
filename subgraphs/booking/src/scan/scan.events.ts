import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** A ticket was looked at at a gate, and this was decided. */
export const TicketScanned = defineEvent(
  'booking.ticket-scanned',
  z.object({
    scanId: idSchema('scn'),
    listId: idSchema('cil'),
    direction: z.enum(['IN', 'OUT']),
    result: z.string(),
  }),
);

/** Scans of a device that had been without a network came in; of so many we would have decided otherwise. */
export const ScansUploaded = defineEvent(
  'booking.scans-uploaded',
  z.object({
    listId: idSchema('cil'),
    deviceId: z.string(),
    recorded: z.number().int(),
    conflicts: z.number().int(),
  }),
);
