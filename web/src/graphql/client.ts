import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { API_PATH, UNTOLD_COST } from './anonymous-client.ts';
import { askAgain } from './ask-again.ts';
import { normalisedCache } from './cache.ts';
import { LiveSocket } from './live/live-socket.ts';
import { subscribeResumed } from './live/resumed.ts';
import type { Tokens } from './tokens.ts';

const ENDED = new Set<unknown>(['UNAUTHENTICATED', 'SESSION_EXPIRED']);

const bearer = (tokens: Tokens) =>
  authExchange((utilities) =>
    Promise.resolve({
      addAuthToOperation(operation) {
        const token = tokens.accessToken();
        return token === null
          ? operation
          : utilities.appendHeaders(operation, { authorization: `Bearer ${token}` });
      },
      willAuthError: () => tokens.isStale(),
      didAuthError: ({ graphQLErrors }) => graphQLErrors.some(({ extensions }) => ENDED.has(extensions.code)),
      refreshAuth: () => tokens.renew(),
    }),
  );

const live = (socket: LiveSocket) =>
  subscriptionExchange({
    forwardSubscription: ({ query = '', variables, operationName = '' }) => ({
      subscribe: (sink) => ({
        unsubscribe: subscribeResumed(
          socket.client,
          { query, variables: { ...variables }, operationName },
          {
            next: ({ data = null, errors = [] }) => sink.next({ data, errors }),
            error: (fault) => sink.error(fault),
            complete: () => sink.complete(),
          },
        ),
      }),
    }),
  });

/** What a signed-in member talks through: cache, token, HTTP for questions, one socket for what moves. */
export interface Connection {
  readonly client: Client;
  readonly socket: LiveSocket;
}

/** A connection with an empty cache; one per member, so that nothing of another is ever shown. */
export function createConnection(tokens: Tokens): Connection {
  const socket = new LiveSocket(tokens);
  const client = new Client({
    url: API_PATH,
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: UNTOLD_COST },
    requestPolicy: 'cache-and-network',
    exchanges: [normalisedCache(), askAgain, bearer(tokens), fetchExchange, live(socket)],
  });
  return { client, socket };
}
