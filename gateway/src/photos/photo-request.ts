import { Invalid, PayloadTooLarge } from '@freehold/kernel/errors/refusals';
import { idSchema } from '@freehold/kernel/values/id-schema';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isEncoded } from '../http/is-encoded.ts';
import { LengthRequired } from '../refusals/refusals.ts';

const PHOTO_BYTES_MAX = 10_000_000;
const KEY_LENGTH_MAX = 200;

const factsSchema = z.object({
  bookingId: idSchema('bkg'),
  kind: z.enum(['BEFORE', 'AFTER', 'OTHER']),
  takenAt: z.iso.datetime({ offset: true }),
  idempotencyKey: z.string().min(1).max(KEY_LENGTH_MAX),
});

/** What a request says of the photo that it brings. */
export type PhotoFacts = z.infer<typeof factsSchema>;

const parametersSchema = z.object({ bookingId: z.string() });
const querySchema = z.object({ kind: z.unknown(), takenAt: z.unknown() });
const NAMES: ReadonlyMap<unknown, string> = new Map([['idempotencyKey', 'The header Idempotency-Key']]);

/** What a request says in its address and headers. @throws {Invalid} with the first that is not as it must be. */
export function photoFactsOf({ params, query, headers }: FastifyRequest): PhotoFacts {
  const { bookingId } = parametersSchema.parse(params);
  const { kind, takenAt } = querySchema.parse(query);
  const facts = factsSchema.safeParse({
    bookingId,
    kind,
    takenAt,
    idempotencyKey: headers['idempotency-key'],
  });
  if (facts.success) return facts.data;
  const [issue] = facts.error.issues;
  const name = issue?.path[0];
  throw new Invalid(`${NAMES.get(name) ?? String(name)}: ${issue?.message}.`);
}

/**
 * How many bytes a request brings, as it says; HTTP holds it to that.
 * @throws {LengthRequired} when it does not say, or brings them compressed.
 * @throws {PayloadTooLarge} when there are more than 10,000,000.
 */
export function photoSizeOf({ headers }: FastifyRequest): number {
  const size = Number(headers['content-length']);
  if (!Number.isInteger(size) || isEncoded(headers)) throw new LengthRequired();
  if (size > PHOTO_BYTES_MAX) throw new PayloadTooLarge(PHOTO_BYTES_MAX);
  return size;
}
