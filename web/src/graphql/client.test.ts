import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from './client.ts';
import { refusalOf } from './refusal.ts';
import type { Tokens } from './tokens.ts';

// What moves comes over a socket of its own, which opens at once and is nothing to these.
vi.mock('./live/live-socket.ts', () => ({ LiveSocket: class {} }));

/** Not one of the page's own operations, so that it is not listed among them. */
const NAME = 'query Name { tenant { name } }';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** Tokens of which each renewal makes the next: `token-1`, `token-2`. */
function countedTokens(): Tokens & { renewals: number } {
  const tokens = {
    renewals: 0,
    accessToken: () => `token-${tokens.renewals + 1}`,
    isStale: () => false,
    renew: () => {
      tokens.renewals += 1;
      return Promise.resolve();
    },
    onChange: () => () => undefined,
  };
  return tokens;
}

/** A gateway that answers with a status and a body, by the token that it is shown; what it was shown. */
function gatewayThat(answer: (token: string) => readonly [number, object]): string[] {
  const shown: string[] = [];
  vi.stubGlobal('fetch', (_url: string, { headers }: RequestInit) => {
    const token = new Headers(headers).get('authorization')?.replace('Bearer ', '') ?? '';
    shown.push(token);
    const [status, body] = answer(token);
    return Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { 'content-type': GRAPHQL_TYPE } }),
    );
  });
  return shown;
}

const refused = (code: string) => ({ errors: [{ message: 'No.', extensions: { code } }] });
const answered = { data: { __typename: 'Query', tenant: null } };

describe('the client', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('asks for a new token when it is answered 401, and then once more', async () => {
    const tokens = countedTokens();
    const shown = gatewayThat((token) =>
      token === 'token-1' ? [401, refused('UNAUTHENTICATED')] : [200, answered],
    );
    const { error } = await createConnection(tokens).client.query(NAME, {});
    expect(error).toBeUndefined();
    expect([shown, tokens.renewals]).toEqual([['token-1', 'token-2'], 1]);
  });

  describe('in a crowd', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    const crowded = (retryAfterMs?: number) => ({
      errors: [{ message: 'Too much at once.', extensions: { code: 'UNAVAILABLE', retryAfterMs } }],
    });
    const asked = async (deed: 'query' | 'mutation', document: string, bodies: readonly object[]) => {
      let times = 0;
      const shown = gatewayThat(() => {
        const body = bodies[Math.min(times, bodies.length - 1)] ?? {};
        times += 1;
        return ['errors' in body ? 503 : 200, body];
      });
      const { client } = createConnection(countedTokens());
      const answer = client[deed](document, {}).toPromise();
      await vi.advanceTimersByTimeAsync(30_000);
      return { error: (await answer).error, times: shown.length };
    };

    it.each([
      ['query', NAME],
      ['mutation', 'mutation Change { __typename }'],
    ] as const)(
      'asks a %s again that was told when to come, before anybody hears of it',
      async (deed, document) => {
        const { error, times } = await asked(deed, document, [crowded(1_200), crowded(1_900), answered]);
        expect([error, times]).toEqual([undefined, 3]);
      },
    );

    it('says so when it lasts', async () => {
      const { error, times } = await asked('query', NAME, [crowded(1_200)]);
      expect([error && refusalOf(error).code, times]).toEqual(['UNAVAILABLE', 4]);
    });

    it('asks once of what is away, and what is refused beside', async () => {
      expect((await asked('query', NAME, [crowded()])).times).toBe(1);
      const both = { errors: [...crowded(1_200).errors, ...refused('FORBIDDEN').errors] };
      expect((await asked('query', NAME, [both])).times).toBe(1);
    });
  });

  it.each([
    [402, 'PAYMENT_REQUIRED'],
    [403, 'FORBIDDEN'],
    [403, 'TENANT_CANCELED'],
    [429, 'RATE_LIMITED'],
    [503, 'UNAVAILABLE'],
  ])('reads why it was refused behind the status %i: %s', async (status, code) => {
    const tokens = countedTokens();
    gatewayThat(() => [status, refused(code)]);
    const { error } = await createConnection(tokens).client.query(NAME, {});
    expect(error && refusalOf(error).code).toBe(code);
    expect(tokens.renewals).toBe(0);
  });
});
