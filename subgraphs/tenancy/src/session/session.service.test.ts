import type { Caller } from '@freehold/kernel/caller/caller';
import { openOrm } from '@freehold/kernel/database/orm';
import { inTransaction } from '@freehold/kernel/database/transaction';
import type { SubgraphParts } from '@freehold/kernel/subgraph/context';
import { gatewayCaller, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COOKIE, givenGuest, givenGym, REFRESH, SESSION, SIGN_OUT, startTenancy } from '../../test/scene.ts';
import { Member } from '../member/member.entity.ts';

const DAY_MS = 86_400_000;
const KARI = 'kari@oslo.test';
let test: TestSubgraph;
let gym: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  test = await startTenancy();
  gym = await givenGym(test, 'oslo');
  other = await givenGym(test, 'bergen');
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

const refreshedSchema = z.object({ refreshSession: z.object({ refreshToken: z.string() }) });

async function refresh(token: string): Promise<string> {
  const answer = await ask(test.subgraph, gym.anonymous, REFRESH, { token });
  return refreshedSchema.parse(answer).refreshSession.refreshToken;
}
const refused = (token: string | null, caller: Caller = gym.anonymous) =>
  refusalOf(test.subgraph, caller, REFRESH, { token });
const withCookie = (query: string, value: string, caller: Caller = gym.anonymous) =>
  test.subgraph.execute({ query, caller, cookies: { [COOKIE]: value } });
const stateOf = (id: string, tenantId: string = gym.tenant.id) =>
  ask(test.subgraph, gatewayCaller, SESSION, { tenantId, id });

describe('refreshing a session', () => {
  it('replaces the token and answers the same member', async () => {
    const { refreshToken, caller } = await givenGuest(test, gym, KARI);
    const answer = await ask(test.subgraph, gym.anonymous, REFRESH, { token: refreshToken });
    expect(answer.refreshSession).toMatchObject({ member: { id: caller.member?.id, name: 'Kari' } });
    const { refreshSession } = refreshedSchema.parse(answer);
    expect(refreshSession.refreshToken).not.toBe(refreshToken);
    await expect(refresh(refreshSession.refreshToken)).resolves.toBeDefined();
  });

  it('takes the token of a browser from its cookie, and replaces the cookie', async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    test.clock.advance(DAY_MS);
    const answer = await withCookie('mutation { refreshSession { refreshToken } }', refreshToken);
    const { refreshSession } = refreshedSchema.parse(answer.data);
    expect(answer.setCookies).toEqual([
      { name: COOKIE, value: refreshSession.refreshToken, maxAgeSeconds: 2_505_600 },
    ]);
  });

  it('gives two tabs that refresh at once the same token, which goes on working', async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    const tokens = await Promise.all([1, 2, 3].map(() => refresh(refreshToken)));
    test.clock.advance(10_000);
    tokens.push(await refresh(refreshToken));
    expect(new Set(tokens).size).toBe(1);
    await expect(refresh(tokens[0] ?? '')).resolves.toBeDefined();
  });

  it('ends the session when a replaced token is used again after 10 seconds', async () => {
    const { refreshToken, sessionId } = await givenGuest(test, gym, KARI);
    const next = await refresh(refreshToken);
    test.clock.advance(10_001);
    expect((await refused(refreshToken)).code).toBe('SESSION_EXPIRED');
    expect((await refused(next)).code).toBe('SESSION_EXPIRED');
    expect(await stateOf(sessionId)).toEqual({ _session: null });
  });

  it('ends the session when a token of two refreshes ago is used, however soon', async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    const last = await refresh(await refresh(refreshToken));
    expect((await refused(refreshToken)).code).toBe('SESSION_EXPIRED');
    expect((await refused(last)).code).toBe('SESSION_EXPIRED');
  });

  it('is refused 30 days after signing in, however often it was refreshed', async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    test.clock.advance(30 * DAY_MS - 1000);
    const next = await refresh(refreshToken);
    test.clock.advance(1000);
    expect((await refused(next)).code).toBe('SESSION_EXPIRED');
  });

  it('is refused at another tenant, and changes nothing there', async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    expect((await refused(refreshToken, other.anonymous)).code).toBe('SESSION_EXPIRED');
    await expect(refresh(refreshToken)).resolves.toBeDefined();
  });

  it.each([null, '', 'anything', `${newId('ses')}.${'x'.repeat(43)}`, `${newId('mbr')}.${'x'.repeat(43)}`])(
    'is refused for %s, and forgets the cookie',
    async (token) => {
      const answer = await test.subgraph.execute({
        query: REFRESH,
        variables: { token },
        caller: gym.anonymous,
      });
      expect(answer).toMatchObject({
        errors: [{ extensions: { code: 'SESSION_EXPIRED' } }],
        setCookies: [{ name: COOKIE, value: null, maxAgeSeconds: 0 }],
      });
    },
  );
});

describe('signing out', () => {
  it('ends the session of the member who asks, and no other', async () => {
    const [here, there] = [await givenGuest(test, gym, KARI), await givenGuest(test, gym, KARI)];
    const answer = await test.subgraph.execute({ query: SIGN_OUT, caller: here.caller });
    expect(answer).toEqual({
      data: { signOut: { signedOut: true } },
      setCookies: [{ name: COOKIE, value: null, maxAgeSeconds: 0 }],
    });
    expect((await refused(here.refreshToken)).code).toBe('SESSION_EXPIRED');
    await expect(refresh(there.refreshToken)).resolves.toBeDefined();
  });

  it("ends the session of a browser's cookie when the access token has run out", async () => {
    const { refreshToken } = await givenGuest(test, gym, KARI);
    const answer = await withCookie(SIGN_OUT, refreshToken);
    expect(answer.data).toEqual({ signOut: { signedOut: true } });
    expect((await refused(refreshToken)).code).toBe('SESSION_EXPIRED');
  });

  it('ends nothing for a cookie that only names a session', async () => {
    const { sessionId, refreshToken } = await givenGuest(test, gym, KARI);
    const answer = await withCookie(SIGN_OUT, `${sessionId}.${'x'.repeat(43)}`);
    expect(answer.data).toEqual({ signOut: { signedOut: false } });
    await expect(refresh(refreshToken)).resolves.toBeDefined();
  });

  it('has nothing to end the second time, or for a stranger', async () => {
    const { caller } = await givenGuest(test, gym, KARI);
    await ask(test.subgraph, caller, SIGN_OUT);
    for (const each of [caller, gym.anonymous])
      expect(await ask(test.subgraph, each, SIGN_OUT)).toEqual({ signOut: { signedOut: false } });
  });
});

describe('what the gateway asks of a session', () => {
  it('is who stands behind it, and until when', async () => {
    const { caller, sessionId } = await givenGuest(test, gym, KARI);
    expect(await stateOf(sessionId)).toEqual({
      _session: {
        tenantId: gym.tenant.id,
        memberId: caller.member?.id,
        identityId: caller.member?.identityId,
        roles: ['CUSTOMER'],
        expiresAt: new Date('2026-12-23T09:00:00Z'),
      },
    });
  });

  it('is nothing after 30 days, in another tenant, or for an unknown session', async () => {
    const { sessionId } = await givenGuest(test, gym, KARI);
    expect(await stateOf(sessionId, other.tenant.id)).toEqual({ _session: null });
    expect(await stateOf(newId('ses'))).toEqual({ _session: null });
    test.clock.advance(30 * DAY_MS);
    expect(await stateOf(sessionId)).toEqual({ _session: null });
  });

  it('costs one statement', async () => {
    const { sessionId } = await givenGuest(test, gym, KARI);
    test.statements.splice(0);
    await stateOf(sessionId);
    expect(test.statements.splice(0).filter((sql) => sql.includes('"session"'))).toHaveLength(1);
  });

  it('is refused for a text that is no id, and for everybody else', async () => {
    const { subgraph } = test;
    const [id, tenantId] = [newId('ses'), gym.tenant.id];
    expect((await refusalOf(subgraph, gatewayCaller, SESSION, { id: 'x', tenantId })).code).toBe('INVALID');
    expect((await refusalOf(subgraph, gym.owner, SESSION, { id, tenantId })).code).toBe('FORBIDDEN');
  });
});

describe('watching who may do what', () => {
  const WATCH = 'subscription { _accessChanged { tenantId sessionId } }';

  async function watch() {
    const answers = await test.subgraph.subscribe({ query: WATCH, caller: gatewayCaller });
    if (!(Symbol.asyncIterator in answers)) throw new Error('It was refused.');
    const events = answers[Symbol.asyncIterator]();
    return { events, next: async () => (await events.next()).value?.data?._accessChanged };
  }

  it('tells the gateway each session that ends, in all tenants', async () => {
    const here = await givenGuest(test, gym, KARI);
    const there = await givenGuest(test, other, 'kari@bergen.test');
    const { events, next } = await watch();
    await ask(test.subgraph, here.caller, SIGN_OUT);
    expect(await next()).toEqual({ tenantId: gym.tenant.id, sessionId: here.sessionId });
    await ask(test.subgraph, there.caller, SIGN_OUT);
    expect(await next()).toEqual({ tenantId: other.tenant.id, sessionId: there.sessionId });
    await events.return?.();
  });

  it('tells of a tenant whose access or whose members changed, whoever changed them, and of no other change', async () => {
    const { caller } = await givenGuest(test, gym, KARI);
    const kari = `where id = '${uuidOf(caller.member?.id ?? newId('mbr'))}'`;
    const { events, next } = await watch();
    const operator = await openOrm({
      url: test.database.url('tenancy_owner'),
      schema: 'tenancy',
      entities: [Member],
    });
    const change = (
      sql: string,
      { tenant } = gym,
      { orm }: Pick<SubgraphParts, 'orm'> = test.subgraph.parts,
    ) => inTransaction(orm, tenant.id, async (em) => void (await em.execute(sql)));

    await change(`update tenant set name = 'Gym', access = access; update member set name = 'K' ${kari}`);
    await change(`update tenant set access = 'READ_ONLY'`);
    expect(await next()).toEqual({ tenantId: gym.tenant.id, sessionId: null });
    await change(`update member set roles = '{}' where name = 'Tor'`, other, { orm: operator });
    expect(await next()).toEqual({ tenantId: other.tenant.id, sessionId: null });
    await change(`update tenant set access = 'FULL'`, gym, { orm: operator });
    expect(await next()).toEqual({ tenantId: gym.tenant.id, sessionId: null });
    await change(
      `delete from session using (select id from member ${kari}) gone where member_id = gone.id; delete from member ${kari}`,
    );
    expect(await next()).toEqual({ tenantId: gym.tenant.id, sessionId: null });
    await events.return?.();
    await operator.close();
  });

  it('is for the gateway alone', async () => {
    const answer = await test.subgraph.subscribe({ query: WATCH, caller: gym.owner });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
