import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import { isObjectKey, type ObjectEnding } from '@freehold/kernel/objects/object-key';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { shownSubgraphError } from '../subgraphs/subgraph-errors.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import type { PhotoFacts } from './photo-request.ts';

const OPEN = `mutation OpenPhotoUpload($input: _OpenPhotoUploadInput!) {
  _openPhotoUpload(input: $input) { id objectKey } }`;
const KEEP = `mutation KeepJobPhoto($input: _KeepJobPhotoInput!) {
  _keepJobPhoto(input: $input) { jobPhoto { id url kind takenAt addedAt bytes } objectKey } }`;

const keySchema = z.string().refine(isObjectKey);
const openedSchema = z.object({ _openPhotoUpload: z.object({ id: z.string(), objectKey: keySchema }) });
const keptSchema = z.object({
  _keepJobPhoto: z.object({ jobPhoto: z.record(z.string(), z.unknown()), objectKey: keySchema }),
});

/** A place for bytes that booking has opened. */
export type OpenedUpload = z.infer<typeof openedSchema>['_openPhotoUpload'];
/** A photo that booking has kept, and which bytes it leads to. */
export type KeptPhoto = z.infer<typeof keptSchema>['_keepJobPhoto'];

/** Bytes that have come. */
export interface ArrivedBytes {
  readonly bytes: number;
  /** SHA-256, in base64url. */
  readonly digest: string;
}

/** Booking did not say what became of what it was asked. */
export class OutcomeUnknown extends Unavailable {
  constructor() {
    super('The photo cannot be kept at present. Try again with the same key.');
  }
}

/** Who sends a photo, and the trace that it is a part of. */
export type PhotoSender = Pick<OperationContext, 'caller' | 'trace'>;

const UNSETTLED = new Set<unknown>(['INTERNAL', 'UNAVAILABLE']);

/** True when it is certain that booking has kept nothing. */
export function isSettled(error: unknown): boolean {
  return error instanceof GraphQLError && !UNSETTLED.has(error.extensions.code);
}

/** What the gateway asks of booking while the bytes of a member's photo pass through it. */
export class PhotoBooking {
  readonly #booking: SubgraphClient;
  readonly #logger: Logger;

  constructor(booking: SubgraphClient, logger: Logger) {
    this.#booking = booking;
    this.#logger = logger;
  }

  /** @throws {GraphQLError} what booking refuses with. @throws {OutcomeUnknown} when it does not answer. */
  async open(sender: PhotoSender, facts: PhotoFacts, ending: ObjectEnding): Promise<OpenedUpload> {
    const { bookingId, takenAt } = facts;
    const answer = await this.#ask(sender, OPEN, { bookingId, takenAt, ending }, openedSchema);
    return answer._openPhotoUpload;
  }

  /** @throws {GraphQLError} what booking refuses with. @throws {OutcomeUnknown} when it does not answer. */
  async keep(
    sender: PhotoSender,
    facts: PhotoFacts,
    upload: OpenedUpload,
    arrived: ArrivedBytes,
  ): Promise<KeptPhoto> {
    const input = { ...facts, ...arrived, photoUploadId: upload.id };
    const answer = await this.#ask(sender, KEEP, input, keptSchema);
    return answer._keepJobPhoto;
  }

  async #ask<S extends z.ZodType>(
    sender: PhotoSender,
    query: string,
    input: object,
    schema: S,
  ): Promise<z.infer<S>> {
    const { requestId } = sender.caller;
    const { data, errors } = await this.#execute(sender, query, input);
    const [error] = errors ?? [];
    if (error) {
      const parts = { subgraph: this.#booking.name, requestId, logger: this.#logger };
      const { message, extensions } = shownSubgraphError(error, parts);
      throw new GraphQLError(message, { extensions: extensions ?? {} });
    }
    const answer = schema.safeParse(data);
    if (!answer.success) throw new OutcomeUnknown();
    return answer.data;
  }

  async #execute({ caller, trace }: PhotoSender, query: string, input: object): Promise<SubgraphAnswer> {
    const call = { query, variables: { input }, caller: { ...caller, kind: 'gateway' as const } };
    try {
      return await this.#booking.execute({ ...call, ...(trace ? { trace: trace.traceparent } : {}) });
    } catch (error) {
      this.#logger.warn({ err: error, requestId: caller.requestId }, 'Booking was not heard about a photo.');
      throw new OutcomeUnknown();
    }
  }
}
