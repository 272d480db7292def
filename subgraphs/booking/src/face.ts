import type { Context } from '@freehold/kernel/subgraph/context';
import { z } from 'zod';

const meterSchema = z.string().nullable().default(null);
const featureSchema = z.string().nullable().default(null);
const faceSchema = z.object({
  messages: z
    .object({ emailFeature: featureSchema, smsFeature: featureSchema, smsSent: meterSchema })
    .prefault({}),
  meters: z.object({
    sessionScheduled: meterSchema,
    bookingMade: meterSchema,
    eventCreated: meterSchema,
    ticketsPerEvent: meterSchema,
    ticketSold: meterSchema,
    locationCreated: meterSchema,
    bookablePeople: meterSchema,
    megabytesStored: meterSchema,
  }),
});

/** What an edition says to this subgraph; without an edition nothing is metered, mails may be sent and SMS may not. */
export function faceOf(ctx: Context): z.infer<typeof faceSchema> {
  const face = faceSchema.safeParse(ctx.parts.faces[ctx.tenant().edition]);
  return face.success ? face.data : faceSchema.parse({ meters: {} });
}
