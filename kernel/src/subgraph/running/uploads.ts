import { GraphQLError } from 'graphql';
import type { SubgraphAnswer, SubgraphUpload } from '../../caller/subgraph-call.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { Invalid, NotFound, Unavailable } from '../../errors/refusals.ts';
import { judge } from '../../permissions/judge.ts';
import type { Span } from '../../tracing/tracer.ts';
import type { SubgraphDefinition, Upload } from '../concept.ts';
import { Context, type SubgraphParts } from '../context.ts';
import { toWire } from '../map-errors.ts';
import { UnderWay } from '../under-way.ts';

/** A body that breaks off is no fault of ours; nothing of it was kept. */
async function* wholeOrRefused(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new Invalid('The file did not arrive whole.');
  }
}

/** Takes the files that concepts ask for: a fresh context for each, and its rule before anything of it is read. */
export class Uploads {
  readonly #parts: SubgraphParts;
  readonly #uploads: ReadonlyMap<string, Upload>;
  readonly #underWay = new UnderWay();

  constructor(parts: SubgraphParts, { concepts }: SubgraphDefinition) {
    this.#parts = parts;
    const uploads = concepts.flatMap((concept) => concept.uploads ?? []);
    this.#uploads = new Map(uploads.map((upload) => [upload.name, upload]));
  }

  /** What became of a file, or its refusal; `UNAVAILABLE` once it is to stop. */
  take(sent: SubgraphUpload, trace: Span | null = null): Promise<SubgraphAnswer> {
    return this.#underWay.add(this.#answer(sent, trace));
  }

  /** Takes nothing new and waits for what is under way, so that the database can be closed behind it. */
  stop(): Promise<void> {
    return this.#underWay.stop();
  }

  async #answer(sent: SubgraphUpload, trace: Span | null): Promise<SubgraphAnswer> {
    const context = new Context(this.#parts, sent.caller, { trace });
    try {
      const upload = this.#admitted(sent);
      return { data: await upload.take(context, sent.parameters, wholeOrRefused(sent.body)) };
    } catch (error) {
      const originalError = error instanceof Error ? error : new Error(String(error));
      const { requestId } = sent.caller;
      return { errors: [toWire(new GraphQLError('', { originalError }), requestId, this.#parts.logger)] };
    } finally {
      await context.close();
    }
  }

  #admitted({ name, caller }: SubgraphUpload): Upload {
    if (this.#underWay.isStopping)
      throw new Unavailable('This part of the product is being stopped. Try again shortly.');
    const upload = this.#uploads.get(name);
    if (!upload) throw new NotFound('kind of file');
    const refusal = judge(upload.rule, caller, null);
    if (refusal) throw refusal;
    return upload;
  }
}
