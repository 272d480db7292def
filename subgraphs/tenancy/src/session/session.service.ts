import type { IdentityId, MemberId, TenantId } from '@freehold/kernel/caller/caller';
import { bareTenant } from '@freehold/kernel/caller/caller';
import type { Role } from '@freehold/kernel/caller/role';
import { preparePage } from '@freehold/kernel/database/prepared/prepared-page';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { isId } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AccessChanged } from '../events.ts';
import { Member } from '../member/member.entity.ts';
import { memberById } from '../member/member.service.ts';
import { type AccessToken, issueAccessToken, signingKeyPem } from './access-token.service.ts';
import {
  hashOf,
  REFRESH_COOKIE,
  type RefreshToken,
  readToken,
  successorOf,
  writeToken,
} from './refresh-token.policy.ts';
import { Session, type SessionId } from './session.entity.ts';
import { SessionExpired } from './session.errors.ts';

/** What somebody gets who has proven who they are. */
export interface SignedIn extends AccessToken {
  readonly refreshToken: string;
  readonly member: Member;
}

/** A session with the token that opens it again. */
export interface OpenedSession {
  readonly session: Session;
  readonly member: Member;
  readonly token: RefreshToken;
}

/** What stands behind an access token at present. */
export interface SessionState {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  readonly identityId: IdentityId;
  readonly roles: Role[];
  readonly expiresAt: Date;
}

/** Gives a session into its member's hands: tokens, the browser's cookie, and the rest of the operation as theirs. */
export async function handOver(ctx: Context, { session, member, token }: OpenedSession): Promise<SignedIn> {
  const { id, identityId, roles } = member;
  ctx.actAs({ id, identityId, sessionId: session.id, roles, actions: [] });
  const refreshToken = writeToken(token);
  const lifetimeMs = session.expiresAt.getTime() - ctx.now().getTime();
  setCookie(ctx, refreshToken, Math.floor(lifetimeMs / 1000));
  return { ...(await issueAccessToken(ctx.parts, session, member)), refreshToken, member };
}

function setCookie(ctx: Context, value: string | null, maxAgeSeconds: number): void {
  ctx.cookieChanges.push({ name: REFRESH_COOKIE, value, maxAgeSeconds });
}

function cookieOf(ctx: Context): string {
  return ctx.cookies[REFRESH_COOKIE] ?? '';
}

/**
 * Opens a session again and replaces its refresh token, given or else of the browser's cookie. A token that was
 * replaced more than 10 seconds ago is in two hands, and ends the session.
 * @throws {SessionExpired} when the token opens no session of this tenant.
 */
export async function refreshSession(ctx: Context, given: string | null): Promise<SignedIn> {
  ctx.tenant();
  const token = readToken(given ?? cookieOf(ctx));
  const opened = token && (await ctx.transaction((transaction) => reopen(ctx, transaction, token)));
  if (opened) return handOver(ctx, opened);
  setCookie(ctx, null, 0);
  throw new SessionExpired();
}

async function reopen(ctx: Context, transaction: Transaction, token: RefreshToken) {
  const { em } = transaction;
  const session = await lockOpen(em, token.sessionId, ctx.now());
  if (!session) return null;
  const verdict = session.judge(hashOf(token), ctx.now());
  if (verdict === 'REUSED') {
    endSession(transaction, session, ctx.now());
    return null;
  }
  const next = successorOf(token, signingKeyPem(ctx.parts));
  if (verdict === 'CURRENT') session.rotate(hashOf(next), ctx.now());
  return { session, member: await em.findOneOrFail(Member, { id: session.member.id }), token: next };
}

async function lockOpen(em: EntityManager, id: SessionId, now: Date): Promise<Session | null> {
  const session = await em.findOne(Session, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return session?.isOpen(now) ? session : null;
}

function endSession({ publish }: Transaction, session: Session, now: Date): void {
  session.end(now);
  publish(AccessChanged, { sessionId: session.id });
}

/**
 * Ends the session of the member who asks; when the access token has run out, that of the browser's cookie.
 * Answers whether one ended.
 */
export async function signOut(ctx: Context): Promise<boolean> {
  ctx.tenant();
  setCookie(ctx, null, 0);
  const token = readToken(cookieOf(ctx));
  const sessionId = ctx.caller.member?.sessionId ?? token?.sessionId;
  if (sessionId === undefined || !isId('ses', sessionId)) return false;
  return ctx.transaction(async (transaction) => {
    const session = await lockOpen(transaction.em, sessionId, ctx.now());
    const isTheirs = ctx.caller.member !== null || isHeld(session, token, ctx.now());
    if (!session || !isTheirs) return false;
    endSession(transaction, session, ctx.now());
    return true;
  });
}

function isHeld(session: Session | null, token: RefreshToken | null, now: Date): boolean {
  return session !== null && token !== null && session.judge(hashOf(token), now) !== 'REUSED';
}

/** Asked for each request of somebody who is signed in, so that it is one question. */
const sessions = preparePage<Session>({
  entity: Session,
  orderBy: ['id'],
  direction: 'asc',
  follow: { member: Member },
  needs: {},
  always: [],
});
const WITH_MEMBER = { expiresAt: {}, endedAt: {}, member: { identityId: {}, roles: {} } };

/**
 * What stands behind an access token at present; null when the session has ended or run out.
 * @throws {Forbidden} for everybody but the gateway.
 */
export async function sessionState(
  ctx: Context,
  tenantId: TenantId,
  id: SessionId,
): Promise<SessionState | null> {
  const inside = ctx.asTenant(bareTenant(tenantId));
  const where = [{ property: 'id', is: '=' as const, value: id }];
  const scope = { name: 'session', where, selection: WITH_MEMBER };
  const [found] = (await inside.page(sessions, scope, { first: 1 })).edges;
  if (!found?.node.isOpen(ctx.now())) return null;
  const { id: memberId, identityId, roles } = await inside.follow(found.node, 'member', memberById);
  return { tenantId, memberId, identityId, roles, expiresAt: found.node.expiresAt };
}
