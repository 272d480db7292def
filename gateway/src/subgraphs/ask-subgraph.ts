import { randomUUID } from 'node:crypto';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { levelOf } from '../guard/subgraph-spared.ts';
import { gatewayCaller } from './gateway-caller.ts';

/** An internal question to a subgraph. */
export interface Question<S extends z.ZodType> {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The shape of the answer's data. */
  readonly answer: S;
}

/**
 * Asks a subgraph in the gateway's own name.
 * @throws {Unavailable} when it does not answer, answers with errors, or in another shape; the cause is logged.
 */
export async function askSubgraph<S extends z.ZodType>(
  client: SubgraphClient,
  question: Question<S>,
  logger: Logger,
): Promise<z.infer<S>> {
  const requestId = randomUUID();
  const { query, variables, answer } = question;
  try {
    const { data, errors } = await client.execute({ query, variables, caller: gatewayCaller(requestId) });
    if (errors?.length) throw new Error(errors.map(({ message }) => message).join(' '));
    return answer.parse(data);
  } catch (error) {
    const told = { err: error, requestId, subgraph: client.name };
    logger[levelOf(error, 'warn')](told, 'An internal question was not answered.');
    throw new Unavailable('This cannot be answered at the moment. Try again soon.');
  }
}
