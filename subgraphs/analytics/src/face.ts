import type { Context } from '@freehold/kernel/subgraph/context';
import { z } from 'zod';

const faceSchema = z.object({ gauges: z.array(z.string()) });

/** What an edition says to this subgraph; without an edition every meter counts anew each month. */
export function faceOf(ctx: Context): z.infer<typeof faceSchema> {
  const face = faceSchema.safeParse(ctx.parts.faces[ctx.tenant().edition]);
  return face.success ? face.data : { gauges: [] };
}
