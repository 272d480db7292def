import { z } from 'zod';
import { readTraceparent } from '../tracing/traceparent.ts';
import { idSchema } from '../values/id-schema.ts';

/** What every job says beside its payload: of what type it is, in which tenant and from when on it runs. */
export const jobEnvelopeSchema = z.object({
  type: z.string(),
  tenantId: idSchema('tnt'),
  at: z.iso.datetime(),
  payload: z.unknown(),
  /** The span that wrote it, in the form of W3C Trace Context; what is none stands in nobody's way. */
  cause: z
    .string()
    .refine((text) => readTraceparent(text) !== null)
    .nullable()
    .catch(null),
});
