import type { Context } from '@freehold/kernel/subgraph/context';
import { z } from 'zod';

const meterSchema = z.string().nullable().default(null);
const faceSchema = z.object({
  meters: z.object({
    sessionScheduled: meterSchema,
    bookingMade: meterSchema,
    eventCreated: meterSchema,
    ticketsPerEvent: meterSchema,
  }),
});

/** What an edition says to this subgraph; without an edition nothing is metered. */
export function faceOf(ctx: Context): z.infer<typeof faceSchema> {
  const face = faceSchema.safeParse(ctx.parts.faces[ctx.tenant().edition]);
  return face.success ? face.data : faceSchema.parse({ meters: {} });
}
