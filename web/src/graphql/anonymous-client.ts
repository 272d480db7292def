import { Client, fetchExchange } from '@urql/core';

/** Where the API is: beside the page, since the host is the tenant. */
export const API_PATH = '/graphql';

/** A client without token, cache or socket: for the session itself and for what anyone may read. */
export const anonymousClient = new Client({
  url: API_PATH,
  preferGetMethod: false,
  fetchOptions: { credentials: 'same-origin' },
  requestPolicy: 'network-only',
  exchanges: [fetchExchange],
});
