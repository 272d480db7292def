import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { setCookieHeader } from '../cookies/refresh-cookie.ts';
import { isJsonObject, type JsonObject } from '../execution/json.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import type { ExecutionAnswer, ValidRequest } from '../supergraph/valid-request.ts';
import { writeAnswer } from '../supergraph/write-result.ts';
import type { AnswerHead } from './answer-head.ts';
import { answerType } from './answer-type.ts';
import { failure, type ShortcutStand, toldErrors, validRequest } from './short-answer.ts';
import type { ValidOperation } from './valid-operation.ts';

const JSON_TYPE = 'application/json';
const JSON_BODY = /^application\/json(?:; ?charset=utf-8)?$/i;
const STATUS_OK = 200;
const STATUS_REFUSED = 400;
const STATUS_FAILED = 500;

/** What the shortcut of HTTP stands on. */
export interface ShortcutParts extends ShortcutStand {
  /** Who asks, and with what. @throws the refusal of the request's credentials. */
  contextOf(request: FastifyRequest): OperationContext;
}

/** A request that can be answered at once. */
interface Ready {
  readonly valid: ValidOperation;
  readonly variables: JsonObject | undefined;
  readonly context: OperationContext;
  readonly headers: FastifyRequest['headers'];
  /** Of the answer. */
  readonly type: string;
}

/** What an execution comes to, and the status where no error says another. */
interface Outcome {
  readonly answer: ExecutionAnswer;
  readonly status: number;
}

interface Body {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: JsonObject | undefined;
}

function headerOf(headers: FastifyRequest['headers'], name: string): string | null {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The name that a body asks for: null without one, undefined where it is none. */
function nameOf({ operationName }: JsonObject): string | null | undefined {
  if (isNothing(operationName)) return null;
  return typeof operationName === 'string' && operationName !== '' ? operationName : undefined;
}

function isWithoutExtensions({ extensions }: JsonObject): boolean {
  return isNothing(extensions) || (isJsonObject(extensions) && Object.keys(extensions).length === 0);
}

/** The parts of a usual body; null for every other, and for one with extensions. */
function usualBody(body: unknown): Body | null {
  if (!isJsonObject(body) || !isWithoutExtensions(body)) return null;
  const { query, variables } = body;
  const operationName = nameOf(body);
  if (typeof query !== 'string' || operationName === undefined) return null;
  if (isNothing(variables)) return { query, operationName, variables: undefined };
  return isJsonObject(variables) ? { query, operationName, variables } : null;
}

function requestOf({ valid, variables, context, headers }: Ready): ValidRequest {
  const http = { headers: { get: (name: string) => headerOf(headers, name) } };
  return validRequest(valid, { variables, http }, context);
}

function statusOf({ errors, data }: ExecutionAnswer): number {
  return errors?.length && data === undefined ? STATUS_REFUSED : STATUS_OK;
}

/**
 * The way past Apollo Server's pipeline, for operations that it has found valid before: the same governor, the same
 * executor and the same words, without the work of a plugin's hooks. What is not usual goes through the pipeline.
 */
export class Shortcut {
  readonly #parts: ShortcutParts;

  constructor(parts: ShortcutParts) {
    this.#parts = parts;
  }

  /** A handler that answers what it can, and leaves the rest to another. */
  before(otherwise: RouteHandlerMethod): RouteHandlerMethod {
    const shortcut = this;
    return function handle(request, reply) {
      const ready = shortcut.#ready(request);
      if (!ready) return otherwise.call(this, request, reply);
      // It is sent from here: Fastify would wait once more for what is returned.
      shortcut.#parts.executor.execute(requestOf(ready)).then(
        (answer) => shortcut.#answer({ answer, status: statusOf(answer) }, ready, reply),
        (thrown: unknown) =>
          shortcut.#answer({ answer: failure(thrown), status: STATUS_FAILED }, ready, reply),
      );
      return undefined;
    };
  }

  #ready(request: FastifyRequest): Ready | null {
    const { headers, body } = request;
    const contentType = headers['content-type'] ?? '';
    const isJson = contentType === JSON_TYPE || JSON_BODY.test(contentType);
    const usual = isJson ? usualBody(body) : null;
    const type = answerType(headers.accept);
    const valid = usual && this.#parts.operations.find(usual.query, usual.operationName);
    const context = valid && type !== null ? this.#contextOf(request) : null;
    if (!valid || !context || type === null) return null;
    return { valid, context, headers, type, variables: usual.variables };
  }

  /** Null for who is refused, which is told elsewhere. */
  #contextOf(request: FastifyRequest): OperationContext | null {
    try {
      return this.#parts.contextOf(request);
    } catch {
      return null;
    }
  }

  #answer(outcome: Outcome, ready: Ready, reply: FastifyReply): void {
    try {
      void reply.send(this.#write(outcome, ready, reply));
    } catch (fault) {
      void reply.send(fault);
    }
  }

  #write({ answer, status }: Outcome, ready: Ready, reply: FastifyReply): string | Buffer {
    const { requestId, cookieChanges } = ready.context;
    void reply.code(status);
    const { errors, data, extensions } = answer;
    const told = errors ? this.#told(errors, requestId, reply) : undefined;
    const change = cookieChanges.at(-1);
    if (change) void reply.header('set-cookie', setCookieHeader(change));
    void reply.header('cache-control', 'no-store').header('content-type', ready.type);
    return writeAnswer({ errors: told, data, extensions });
  }

  /** The errors as they are told; what they make of the head of the answer is put there. */
  #told(
    errors: readonly GraphQLError[],
    requestId: string,
    reply: FastifyReply,
  ): readonly GraphQLFormattedError[] {
    const head: AnswerHead = { status: null, headers: new Map() };
    const { formatError } = this.#parts;
    const told = toldErrors(errors, head, { formatError, requestId });
    for (const [name, value] of head.headers) void reply.header(name, value);
    if (head.status !== null) void reply.code(head.status);
    return told;
  }
}
