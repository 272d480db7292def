import type { Tokens } from './tokens.ts';

/** Asks a path of the API as the member who is signed in. */
export async function askAs(tokens: Tokens, path: string, request: RequestInit = {}): Promise<Response> {
  if (tokens.isStale()) await tokens.renew();
  const authorization = `Bearer ${tokens.accessToken() ?? ''}`;
  return fetch(path, { ...request, headers: { ...request.headers, authorization } });
}
