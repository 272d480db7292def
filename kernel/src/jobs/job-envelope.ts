import { z } from 'zod';
import { idSchema } from '../values/id-schema.ts';

/** What every job says beside its payload: of what type it is, in which tenant and from when on it runs. */
export const jobEnvelopeSchema = z.object({
  type: z.string(),
  tenantId: idSchema('tnt'),
  at: z.iso.datetime(),
  payload: z.unknown(),
});
