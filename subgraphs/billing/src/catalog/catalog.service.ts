import { Unavailable } from '@freehold/kernel/errors/refusals';
import { z } from 'zod';
import type { Catalog } from './catalog.ts';

/** What editions say to this subgraph, by edition, as it comes from outside. */
export type Faces = Readonly<Record<string, unknown>>;

const catalogShape = z.object({
  line: z.string(),
  features: z.array(z.object({ key: z.string() })),
  meters: z.array(z.object({ key: z.string() })),
  plans: z.array(z.object({ key: z.string(), version: z.number() })),
  addOns: z.array(z.object({ key: z.string() })),
});

// What an edition says was checked rule by rule when it was defined; here it is only made sure that it is a catalog.
const faceSchema = z.object({
  catalog: z.custom<Catalog>((value) => catalogShape.safeParse(value).success, 'must be a catalog'),
});

/**
 * What an edition sells.
 * @throws {Unavailable} for an edition that this house does not run.
 */
export function catalogOf(faces: Faces, edition: string): Catalog {
  if (!Object.hasOwn(faces, edition))
    throw new Unavailable(`The edition "${edition}" is not in service here.`);
  return faceSchema.parse(faces[edition]).catalog;
}
