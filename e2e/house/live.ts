import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Asking } from './api.ts';

/** A socket to the house's API under the name of a tenant's host. Dispose of it when done. */
export function openSocket({ port, slug, token }: Asking): Client {
  class TenantSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { host: `${slug}.localhost:${port}` } });
    }
  }
  return createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: TenantSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
}
