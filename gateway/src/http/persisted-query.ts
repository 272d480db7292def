import type { preHandlerHookHandler } from 'fastify';
import { z } from 'zod';
import type { ListedOperations } from '../operations/listed-operations.ts';
import { hashOf } from '../operations/operation-manifest.ts';
import { objectOf } from './json-body.ts';

const askedSchema = z.looseObject({ persistedQuery: z.unknown() });
const persistedSchema = z.looseObject({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) }),
});

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const NOT_SUPPORTED = {
  status: 400,
  code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  message: 'PersistedQueryNotSupported',
};
const MALFORMED = { status: 400, code: 'BAD_REQUEST', message: 'The hash is no SHA-256.' };
const NOT_FOUND = {
  status: 404,
  code: 'PERSISTED_QUERY_NOT_FOUND',
  message: 'PersistedQueryNotFound',
};
const MISMATCH = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The hash is not the one of the query.',
};

/** The request's body with the document in the place of its hash; the body as it is without a hash. */
function withDocument(
  body: Readonly<Record<string, unknown>>,
  manifest: ListedOperations | null,
): { readonly body: unknown } | Refusal {
  if (body.extensions === undefined) return { body };
  if (askedSchema.safeParse(body.extensions).data?.persistedQuery === undefined) return { body };
  if (!manifest) return NOT_SUPPORTED;
  const { data } = persistedSchema.safeParse(body.extensions);
  if (!data) return MALFORMED;
  const { persistedQuery, ...extensions } = data;
  const query = body.query ?? manifest.find(persistedQuery.sha256Hash);
  if (query === null) return NOT_FOUND;
  const isOther = typeof query === 'string' && hashOf(query) !== persistedQuery.sha256Hash;
  return isOther ? MISMATCH : { body: { ...body, query, extensions } };
}

/**
 * A hook that puts the document in the place of its hash, where a manifest has it; a request without a hash passes as
 * it is. It answers by itself when there is no such document, or the hash is not that of the query beside it.
 */
export function findPersisted(manifest: ListedOperations | null): preHandlerHookHandler {
  return (request, reply, done) => {
    const asked = objectOf(request);
    if (!asked) return done();
    const found = withDocument(asked, manifest);
    if ('body' in found) {
      request.body = found.body;
      return done();
    }
    const { status, code, message } = found;
    void reply.status(status).send({ errors: [{ message, extensions: { code } }] });
  };
}
