import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { preHandlerHookHandler } from 'fastify';
import type { PersistedDocuments } from '../operations/persisted-documents.ts';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import { objectOf } from './json-body.ts';

/**
 * A hook that puts the document in the place of its hash, where it is known; a request without a hash passes as it is.
 * It answers by itself when there is no such document, or the hash is not that of the query beside it.
 */
export function findPersisted(documents: PersistedDocuments): preHandlerHookHandler {
  return (request, reply, done) => {
    const asked = objectOf(request);
    const found = asked && documents.find(asked);
    if (!found) return done();
    if (found instanceof DomainError) return void answerRefusal(reply, refusalError(found));
    const { query, extensions, newHash } = found;
    if (newHash !== null) documents.learn(newHash, query);
    request.body = { ...asked, query, extensions };
    return done();
  };
}
