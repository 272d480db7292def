import { Client, fetchExchange } from '@urql/core';
import { askAgain } from './ask-again.ts';

/** Where the API is: beside the page, since the host is the tenant. */
export const API_PATH = '/graphql';

/** Pages do not read what answers cost, so that they need not be told. */
export const UNTOLD_COST = { 'x-freehold-cost': '0' };

/** A client without token, cache or socket: for the session itself and for what anyone may read. */
export const anonymousClient = new Client({
  url: API_PATH,
  preferGetMethod: false,
  fetchOptions: { credentials: 'same-origin', headers: UNTOLD_COST },
  requestPolicy: 'network-only',
  exchanges: [askAgain, fetchExchange],
});
