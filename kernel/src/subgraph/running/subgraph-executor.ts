import { setTimeout as delay } from 'node:timers/promises';
import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import type { LiveMark, SubgraphAnswer, SubgraphCall, SubgraphEvents } from '../../caller/subgraph-call.ts';
import { CursorExpired } from '../../errors/cursor-expired.ts';
import { overloadIn } from '../../errors/overloaded.ts';
import { Unavailable } from '../../errors/refusals.ts';
import { placeFrom, placeText } from '../../events/place-text.ts';
import { recordedAnswer } from '../../tracing/recorded-answer.ts';
import type { Span } from '../../tracing/tracer.ts';
import type { Admission, Kind } from '../admission/admission.ts';
import { runQuery } from '../compiled/run-query.ts';
import { Context, type SubgraphParts } from '../context.ts';
import { toWire } from '../map-errors.ts';
import { UnderWay } from '../under-way.ts';
import { type ExecutableDocument, Operations } from './operations.ts';
import { QuestionsAsked } from './questions-asked.ts';

/** After each of them an event that could not be told for want of a connection is tried again. */
const EVENT_PAUSES_MS: readonly number[] = [100, 200, 400, 800, 1_600];

type Refused = { readonly errors: NonNullable<ExecutionResult['errors']> };

function stopping(): GraphQLError {
  return new GraphQLError('', {
    originalError: new Unavailable('This part of the product is being stopped. Try again shortly.'),
  });
}

function refusedBy(refusal: Error): Refused {
  return { errors: [new GraphQLError('', { originalError: refusal })] };
}

/** Events of {@link LiveEvents} know their place; of others nothing is known. */
const placedSchema = z.object({ place: z.object({ transactionId: z.string(), position: z.string() }) });

function markOf(event: unknown, { isPersonal }: Context): LiveMark {
  const placed = placedSchema.safeParse(event);
  return { place: placed.success ? placeText(placed.data.place) : null, isShareable: !isPersonal };
}

const causedSchema = z.object({ cause: z.string().nullable() });

/** The span that told an event; null where that is not known. */
function toldCause(event: unknown): string | null {
  const caused = causedSchema.safeParse(event);
  return caused.success ? caused.data.cause : null;
}

/** What a call is executed with. */
interface Execution {
  /** The event that is told, in a subscription. */
  readonly rootValue?: unknown;
  /** The span that it is recorded in; none where it is not traced. */
  readonly trace?: Span | null | undefined;
}

function kindOf({ live }: SubgraphCall, { rootValue }: Execution): Kind {
  if (rootValue !== undefined) return 'event';
  return live ? 'completion' : 'request';
}

/** Executes what the gateway asks: a fresh context, and so a transaction of its own, for each operation and event. */
export class SubgraphExecutor {
  readonly #schema: GraphQLSchema;
  readonly #parts: SubgraphParts;
  readonly #operations: Operations;
  readonly #questions = new QuestionsAsked();
  readonly #underWay = new UnderWay();
  readonly #admission: Admission;

  constructor(schema: GraphQLSchema, parts: SubgraphParts, admission: Admission) {
    this.#schema = schema;
    this.#parts = parts;
    this.#admission = admission;
    this.#operations = new Operations(schema);
  }

  /** Answers a query or a mutation; `UNAVAILABLE` once it is to stop, or where more is asked than it can answer. */
  async execute(call: SubgraphCall, execution: Execution = {}): Promise<SubgraphAnswer> {
    if (this.#underWay.isStopping) return this.#refuse({ errors: [stopping()] }, call);
    // What the gateway asks for itself is little, remembered, and what everybody waits for.
    const isOwn = call.caller.kind === 'gateway';
    return this.#underWay.add(isOwn ? this.#run(call, execution) : this.#runInTurn(call, execution));
  }

  /** Begins nothing new and waits for what is under way, so that the database can be closed behind it. */
  stop(): Promise<void> {
    return this.#underWay.stop();
  }

  async #runInTurn(call: SubgraphCall, execution: Execution): Promise<SubgraphAnswer> {
    const tenantId = call.caller.tenant?.id ?? '';
    const waiting = this.#admission.enter(tenantId, kindOf(call, execution));
    const refusal = waiting && (await waiting.then(() => null, refusedBy));
    if (refusal) return this.#refuse(refusal, call);
    try {
      return await this.#run(call, execution);
    } finally {
      this.#admission.leave(tenantId);
    }
  }

  async #run(call: SubgraphCall, execution: Execution): Promise<SubgraphAnswer> {
    const checked = this.#operations.check(call.query);
    if (!checked.document) return this.#refuse(checked, call);
    const { rootValue } = execution;
    const asksOnce = this.#questions.isOne(checked.document);
    const first = await this.#attempt(checked, call, { ...execution, asksOnce });
    if (!first.context.reading.isBroken) return this.#answer(first.result, call, { ...first, rootValue });
    const second = await this.#attempt(checked, call, { ...execution, asksOnce: false });
    return this.#answer(second.result, call, { ...second, rootValue });
  }

  async #attempt(
    { document, compiled }: ExecutableDocument,
    call: SubgraphCall,
    { rootValue, trace, asksOnce }: Execution & { readonly asksOnce: boolean },
  ): Promise<{ readonly result: ExecutionResult; readonly context: Context }> {
    const context = new Context(this.#parts, call.caller, { cookies: call.cookies, asksOnce, trace });
    try {
      const isNamed = !call.operationName || call.operationName === compiled?.operation.name?.value;
      const result =
        compiled && isNamed
          ? await runQuery(compiled, context, call.variables ?? {})
          : await execute({
              schema: this.#schema,
              document,
              rootValue,
              contextValue: context,
              variableValues: call.variables,
              operationName: call.operationName,
            });
      this.#questions.note(document, context);
      return { result, context };
    } finally {
      await context.close();
    }
  }

  /**
   * Answers each event of a subscription, or once when it is refused. A live call continues after its place:
   * `CURSOR_EXPIRED` where it cannot.
   */
  async subscribe(call: SubgraphCall, trace: Span | null = null): Promise<SubgraphEvents | SubgraphAnswer> {
    if (this.#underWay.isStopping) return this.#refuse({ errors: [stopping()] }, call);
    const { document, errors } = this.#operations.check(call.query);
    if (!document) return this.#refuse({ errors }, call);
    const after = call.live?.after === undefined ? null : placeFrom(call.live.after);
    const context = new Context(this.#parts, call.caller, { cookies: call.cookies, after, trace });
    const source = await createSourceEventStream({
      schema: this.#schema,
      document,
      contextValue: context,
      variableValues: call.variables,
      operationName: call.operationName,
    });
    await context.close();
    if (!(Symbol.asyncIterator in source)) return this.#refuse({ errors: source.errors ?? [] }, call);
    return this.#open(source[Symbol.asyncIterator](), call, context);
  }

  async #open(
    source: AsyncIterator<unknown>,
    call: SubgraphCall,
    context: Context,
  ): Promise<SubgraphEvents | SubgraphAnswer> {
    try {
      const opened = await context.seal();
      const place = opened ? placeText(opened) : null;
      const opening = call.live ? { place, isShareable: !context.isPersonal } : undefined;
      return { opening, [Symbol.asyncIterator]: () => this.#eventsOf(source, call) };
    } catch (error) {
      await source.return?.();
      if (error instanceof CursorExpired) return this.#refuse(refusedBy(error), call);
      throw error;
    }
  }

  #eventsOf(source: AsyncIterator<unknown>, call: SubgraphCall): AsyncIterableIterator<SubgraphAnswer> {
    const events: AsyncIterableIterator<SubgraphAnswer> = {
      next: async () => {
        const event = await source.next();
        if (event.done) return { done: true, value: undefined };
        return { done: false, value: await this.#tell(call, event.value) };
      },
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }

  /**
   * An event begins a trace, which the gateway goes on with: it is a consequence of whatever told it, and no part of the
   * subscription, to which it is linked.
   */
  async #tell(call: SubgraphCall, rootValue: unknown): Promise<SubgraphAnswer> {
    const { tracer, name } = this.#parts;
    if (!tracer || call.trace === undefined) return this.#tellInTime(call, { rootValue });
    const names = { 'freehold.subgraph': name, 'graphql.operation.name': call.operationName ?? '' };
    const span = tracer.begin(`${name} event`, 'internal', names, {
      cause: toldCause(rootValue),
      opening: call.trace,
    });
    const answer = await recordedAnswer(span, (trace) => this.#tellInTime(call, { rootValue, trace }));
    return answer.live ? { ...answer, live: { ...answer.live, trace: span.traceparent } } : answer;
  }

  /** An event that found no connection is tried again, since nobody can ask for it a second time. */
  async #tellInTime(
    call: SubgraphCall,
    execution: Execution,
    pausesMs = EVENT_PAUSES_MS,
  ): Promise<SubgraphAnswer> {
    const answer = await this.execute(call, execution);
    const [pauseMs, ...rest] = pausesMs;
    const isOverloaded = answer.errors?.some((error) => overloadIn(error) !== null) ?? false;
    if (!isOverloaded || pauseMs === undefined || this.#underWay.isStopping) return answer;
    await delay(pauseMs, null, { ref: false });
    return this.#tellInTime(call, execution, rest);
  }

  #answer(
    { data, errors }: ExecutionResult,
    { caller, live }: SubgraphCall,
    { context, rootValue }: { readonly context: Context; readonly rootValue: unknown },
  ): SubgraphAnswer {
    const { logger } = this.#parts;
    return {
      data,
      ...(errors ? { errors: errors.map((error) => toWire(error, caller.requestId, logger)) } : {}),
      ...(context.cookieChanges.length > 0 ? { setCookies: context.cookieChanges } : {}),
      ...(live ? { live: markOf(rootValue, context) } : {}),
    };
  }

  #refuse({ errors }: Refused, { caller }: SubgraphCall): SubgraphAnswer {
    return { errors: errors.map((error) => toWire(error, caller.requestId, this.#parts.logger)) };
  }
}
