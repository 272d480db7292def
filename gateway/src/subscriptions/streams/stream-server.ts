import { randomUUID } from 'node:crypto';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { credentialsOf } from '../../http/credentials.ts';
import { answerRefusal } from '../../refusals/answer-refusal.ts';
import { refusalError, shownError } from '../../refusals/refusal-error.ts';
import { FrameBundle } from '../delivery/frame-bundle.ts';
import { LiveClient, type LiveDoor, type LiveParts, type LiveRequest } from '../live-client.ts';
import type { LiveSettings } from '../live-settings.ts';
import { awayMs } from '../sockets/farewell.ts';
import { EventStream } from './event-stream.ts';

const HEARTBEAT_MS = 12_000;
const BAD_REQUEST = 400;

const requestSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.looseObject({ resumeFrom: z.string().nullish() }).nullish(),
});

/** What a stream server is told of. */
export interface StreamServerParts extends LiveParts {
  readonly settings: LiveSettings;
  /** A client did not take its events and was dropped. */
  onSlow(): void;
  /** A stream has begun; the returned function is called when it has ended. */
  onOpen(): () => void;
}

/** What is asked; where to resume is said by the header of server-sent events, or by the request itself. */
function requestOf({ body, headers }: FastifyRequest): LiveRequest | null {
  const { data } = requestSchema.safeParse(body);
  if (!data) return null;
  const { extensions, ...request } = data;
  const lastEventId = headers['last-event-id'];
  const fromHeader = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null;
  return { ...request, resumeFrom: fromHeader ?? extensions?.resumeFrom ?? null };
}

/** Serves operations as server-sent events: for clients behind proxies that know no WebSocket. */
export class StreamServer {
  readonly #parts: StreamServerParts;
  readonly #open = new Set<EventStream>();
  readonly #bundle = new FrameBundle();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(parts: StreamServerParts) {
    this.#parts = parts;
  }

  /** Answers a request with a stream, or with a status that says why there is none. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { headers } = request;
    const asked = requestOf(request);
    if (!asked) return reply.status(BAD_REQUEST).send({ errors: [malformed()] });
    const door: { -readonly [K in keyof LiveDoor]: LiveDoor[K] } = {
      endAccess: () => request.raw.destroy(),
      comeBack: () => request.raw.destroy(),
    };
    const client = new LiveClient(
      this.#parts,
      {
        credentials: credentialsOf(headers, headers.authorization),
        address: this.#parts.addressOf(request),
        carrier: 'stream',
      },
      {
        endAccess: (refusal) => door.endAccess(refusal),
        comeBack: () => door.comeBack(),
      },
    );
    reply.raw.once('close', () => client.close());
    try {
      await client.open();
    } catch (error) {
      client.close();
      return this.#refuse(reply, error);
    }
    if (reply.raw.destroyed) return reply;
    void reply.hijack();
    const stream = this.#begin(reply);
    door.endAccess = (refusal) => stream.end({ errors: [refusalError(refusal)] });
    door.comeBack = () => stream.interrupt(this.#awayMs());
    await this.#serve(client, asked, stream);
    return reply;
  }

  /** Tells every client when to come back, each another time, and ends its stream. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#open) stream.interrupt(this.#awayMs());
  }

  #awayMs(): number {
    return awayMs(this.#parts.settings.comeBackWithinMs, Math.random());
  }

  /** What is no refusal is logged. */
  #refuse(reply: FastifyReply, thrown: unknown): FastifyReply {
    const requestId = `${reply.getHeader('x-request-id')}`;
    if (!(thrown instanceof DomainError))
      this.#parts.logger.error({ err: thrown, requestId }, 'A stream could not be opened.');
    return answerRefusal(reply, shownError(thrown, requestId));
  }

  #begin({ raw }: FastifyReply): EventStream {
    const { settings, onSlow, onOpen } = this.#parts;
    const own = { response: raw, requestId: randomUUID() };
    const stream = new EventStream({ ...own, settings, bundle: this.#bundle, onSlow });
    const closed = onOpen();
    this.#open.add(stream);
    this.#heartbeat ??= setInterval(() => {
      for (const each of this.#open) each.beat();
    }, HEARTBEAT_MS).unref();
    raw.once('close', () => {
      this.#open.delete(stream);
      closed();
    });
    return stream;
  }

  async #serve(client: LiveClient, request: LiveRequest, stream: EventStream): Promise<void> {
    const kind = this.#parts.operations.kindOf(request);
    if (kind !== OperationTypeNode.SUBSCRIPTION) return stream.end(await client.execute(request));
    const leave = await client.subscribe(request, stream);
    if (typeof leave !== 'function') stream.end(leave);
  }
}

function malformed() {
  return { message: 'The body is not a request of GraphQL.', extensions: { code: 'BAD_REQUEST' } };
}
