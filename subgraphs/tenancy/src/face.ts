import type { SubgraphParts } from '@freehold/kernel/subgraph/context';
import { z } from 'zod';

const faceSchema = z.object({
  meters: z.object({ endUsers: z.string().nullable(), staffSeats: z.string().nullable() }),
});

/** What an edition says to this subgraph; without one nobody is counted. */
export function faceOf({ faces }: SubgraphParts, edition: string): z.infer<typeof faceSchema> {
  const face = faceSchema.safeParse(faces[edition]);
  return face.success ? face.data : { meters: { endUsers: null, staffSeats: null } };
}
