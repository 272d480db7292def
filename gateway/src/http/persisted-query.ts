import type { preHandlerHookHandler } from 'fastify';
import { z } from 'zod';
import type { LearnedOperations } from '../operations/learned-operations.ts';
import type { ListedOperations } from '../operations/listed-operations.ts';
import { hashOf } from '../operations/operation-manifest.ts';
import { sendErrors } from '../refusals/answer-refusal.ts';
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

/** Where documents are that may be asked for by their hash. */
export interface PersistedDocuments {
  /** Those of clients of our own; null when there are none. */
  readonly manifest: ListedOperations | null;
  /** Those that others have sent; null where none may be asked but those of our own. */
  readonly learned: LearnedOperations | null;
}

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
  { manifest, learned }: PersistedDocuments,
): { readonly body: unknown } | Refusal {
  if (body.extensions === undefined) return { body };
  if (askedSchema.safeParse(body.extensions).data?.persistedQuery === undefined) return { body };
  const { data } = persistedSchema.safeParse(body.extensions);
  if (!data) return MALFORMED;
  const { persistedQuery, ...extensions } = data;
  const hash = persistedQuery.sha256Hash;
  const query = body.query ?? manifest?.find(hash) ?? learned?.find(hash) ?? null;
  if (query === null) return NOT_FOUND;
  if (typeof query === 'string' && hashOf(query) !== hash) return MISMATCH;
  if (typeof body.query === 'string') learned?.learn(hash, body.query);
  return { body: { ...body, query, extensions } };
}

/**
 * A hook that puts the document in the place of its hash, where it is known; a request without a hash passes as it is.
 * It answers by itself when there is no such document, or the hash is not that of the query beside it.
 */
export function findPersisted(documents: PersistedDocuments): preHandlerHookHandler {
  return (request, reply, done) => {
    const asked = objectOf(request);
    if (!asked) return done();
    const found = withDocument(asked, documents);
    if ('body' in found) {
      request.body = found.body;
      return done();
    }
    const { status, code, message } = found;
    void sendErrors(reply.status(status), [{ message, extensions: { code } }]);
  };
}
