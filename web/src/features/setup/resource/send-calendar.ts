import { CombinedError } from '@urql/core';
import type { GraphQLFormattedError } from 'graphql';
import { askAs } from '../../../graphql/ask-as.ts';
import type { Tokens } from '../../../graphql/tokens.ts';
import { calendarTimes } from './calendar-times.ts';

/** What became of a calendar. */
export interface ImportOutcome {
  /** Times in which it keeps the resource busy now. */
  readonly taken: number;
  /** Events that were left out, of which the first have their reasons. */
  readonly failed: number;
  readonly failures: readonly { readonly message: string }[];
}

/** A calendar for a resource. */
export interface Sending {
  readonly resourceId: string;
  readonly text: string;
  readonly idempotencyKey: string;
}

type Answer = ImportOutcome | { readonly errors: readonly GraphQLFormattedError[] };

function unreached(error: unknown): CombinedError {
  return new CombinedError({ networkError: error instanceof Error ? error : new Error(String(error)) });
}

/**
 * Sends a calendar as a file, which may weigh more than an operation; nothing but its times leaves the browser.
 * @throws {CombinedError} the refusal, or that the server was not reached.
 */
export async function sendCalendar(tokens: Tokens, sending: Sending): Promise<ImportOutcome> {
  const { resourceId, text, idempotencyKey } = sending;
  const answer: Answer = await askAs(tokens, `/calendar/import/${encodeURIComponent(resourceId)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'idempotency-key': idempotencyKey },
    body: calendarTimes(text),
  })
    .then((response) => response.json())
    .catch((error: unknown) => {
      throw unreached(error);
    });
  if ('errors' in answer) throw new CombinedError({ graphQLErrors: [...answer.errors] });
  return answer;
}
