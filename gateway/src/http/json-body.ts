import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KnownBodies } from '../cache/known-bodies.ts';
import { isJsonObject, type JsonObject } from '../execution/json.ts';
import { isEncoded } from './is-encoded.ts';

const JSON_TYPE = 'application/json';
const utf8 = new TextDecoder('utf-8', { fatal: true });

const OTHER_CHARSET = /;\s*charset=(?!"?utf-8"?\s*(?:;|$))/i;

/** A body in a charset or an encoding that is not read. */
class UnreadableBody extends Error {
  readonly statusCode = 415;
}

/** A body that is no JSON text in UTF-8. */
class MalformedBody extends Error {
  readonly statusCode = 400;
}

/** @throws {UnreadableBody} */
function mustBeReadable({ headers }: FastifyRequest): void {
  const type = headers['content-type'] ?? '';
  if (type !== JSON_TYPE && OTHER_CHARSET.test(type)) throw new UnreadableBody('The body must be UTF-8.');
  if (isEncoded(headers)) throw new UnreadableBody('The body must not be compressed.');
}

/** @throws {MalformedBody} */
function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new MalformedBody('The body is not UTF-8.');
  }
}

/** Takes bodies that are JSON in valid UTF-8, and no others: what is broken is refused, not mended. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const known = new KnownBodies();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(JSON_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      mustBeReadable(request);
      const same = known.find(body);
      if (same) return done(null, same);
      void parse(request, textOf(body), (error, read) => {
        if (!error) known.note(body, read);
        done(error, read);
      });
    } catch (error) {
      done(error instanceof Error ? error : new MalformedBody('The body cannot be read.'));
    }
  });
}

/** The body of a request, as an object; null when it is none. */
export function objectOf({ body }: FastifyRequest): Readonly<JsonObject> | null {
  return isJsonObject(body) ? body : null;
}
