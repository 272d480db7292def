import { NotFound, Unavailable } from '@freehold/kernel/errors/refusals';
import type { ObjectGrant } from '@freehold/kernel/objects/object-addresses';
import { isKeyOf, mediaTypeOf } from '@freehold/kernel/objects/object-key';
import type { KeptObject } from '@freehold/kernel/objects/object-store';
import type { Objects } from '@freehold/kernel/objects/open-objects';
import type { Clock } from '@freehold/kernel/values/clock';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { RequestDoor } from '../http/request-door.ts';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { refusalOf } from './rest-refusal.ts';

const PATH = '/objects/*';
/** A file of a stranger is shown, and never run, framed, guessed at or kept by anybody in between. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-disposition': 'inline',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

const proofSchema = z.object({ until: z.string(), signature: z.string() });

/** What the route stands on. */
export interface ObjectRouteParts {
  readonly door: RequestDoor;
  /** Null where no objects are kept. */
  readonly objects: Objects | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the address of a request allows at the host that it came to. @throws {NotFound} when that is nothing. */
function grantOf(request: FastifyRequest, { door, objects, clock }: ObjectRouteParts): ObjectGrant {
  const { tenant } = door.visitorOf(request).caller;
  const proof = proofSchema.safeParse(request.query);
  const [path = ''] = request.url.split('?');
  const grant = proof.success ? objects?.addresses.grantOf(path, proof.data, clock.now()) : null;
  if (!tenant || !grant || !isKeyOf(grant.key, tenant.id)) throw new NotFound('object');
  return grant;
}

/** @throws {NotFound} when it is gone. @throws {Unavailable} when the store does not answer. */
async function read({ key }: ObjectGrant, { objects, logger }: ObjectRouteParts): Promise<KeptObject> {
  const object = await objects?.store.read(key).catch((error: unknown) => {
    logger.error({ err: error }, 'An object cannot be read.');
    throw new Unavailable('The file cannot be read at present. Try again shortly.');
  });
  if (!object) throw new NotFound('object');
  return object;
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: ObjectRouteParts) {
  try {
    const grant = grantOf(request, parts);
    const { bytes, size } = await read(grant, parts);
    const seconds = Math.floor((grant.until.getTime() - parts.clock.now().getTime()) / 1000);
    return reply
      .type(mediaTypeOf(grant.key))
      .headers({
        ...HEADERS,
        'content-length': size,
        'cache-control': `private, max-age=${seconds}, immutable`,
      })
      .send(bytes);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return answerRefusal(reply, refusal);
  }
}

/**
 * `GET /objects/<key>?until=&signature=`: an object, for whoever has its address, at the host of its tenant, until the
 * address ends. Every other address is 404 with the same words, whether there is such an object or not.
 */
export function objectRoute(app: FastifyInstance, parts: ObjectRouteParts): void {
  app.get(PATH, {
    onRequest: (request, reply) => parts.door.enter(request, reply),
    handler: (request, reply) => answer(request, reply, parts),
  });
}
