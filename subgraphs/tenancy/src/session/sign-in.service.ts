import { randomBytes } from 'node:crypto';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { Identity } from '../member/identity.entity.ts';
import { Member } from '../member/member.entity.ts';
import { isPassword } from '../member/password.service.ts';
import { hashOf } from './refresh-token.policy.ts';
import { Session } from './session.entity.ts';
import { InvalidCredentials } from './session.errors.ts';
import { SESSION_MS } from './session.policy.ts';
import { handOver, type OpenedSession, type SignedIn } from './session.service.ts';
import { noteFailure, refuseThrottled } from './sign-in-attempt.service.ts';

const SECRET_BYTES = 32;

/** What somebody says to prove who they are. */
export interface Credentials {
  /** In lower case. */
  readonly email: string;
  readonly password: string;
}

interface Candidate {
  readonly memberId: Member['id'];
  readonly passwordHash: string | null;
}

/**
 * Opens a session for a member of the tenant. Takes as long for an address that nobody has.
 * @throws {InvalidCredentials} when the address and the password are not a member's.
 * @throws {TooManyAttempts} after 10 failures with the address within 15 minutes.
 */
export async function signIn(ctx: Context, { email, password }: Credentials): Promise<SignedIn> {
  const candidate = await findCandidate(ctx, email);
  // Hashing takes long, so no connection is held meanwhile.
  await ctx.release();
  const isRight = await isPassword(password, candidate?.passwordHash ?? null);
  if (!candidate || !isRight) return refuse(ctx, email);
  const opened = await ctx.transaction(async (transaction) => {
    const known = await refuseThrottled(transaction.em, email, ctx.now());
    if (known) transaction.em.remove(known);
    return openSession(transaction, candidate.memberId, ctx.now());
  });
  return handOver(ctx, opened);
}

async function findCandidate(ctx: Context, email: string): Promise<Candidate | null> {
  ctx.tenant();
  return ctx.read(async (em) => {
    await refuseThrottled(em, email, ctx.now());
    const identity = await em.findOne(Identity, { email });
    const member = identity && (await em.findOne(Member, { identityId: identity.id }));
    return member && { memberId: member.id, passwordHash: identity.passwordHash };
  });
}

async function refuse(ctx: Context, email: string): Promise<never> {
  await ctx.transaction(({ em }) => noteFailure(em, email, ctx.now()));
  throw new InvalidCredentials();
}

async function openSession({ em }: Transaction, memberId: Member['id'], now: Date): Promise<OpenedSession> {
  const member = await em.findOneOrFail(Member, { id: memberId });
  const token = { sessionId: newId('ses'), secret: randomBytes(SECRET_BYTES).toString('base64url') };
  const session = em.create(Session, {
    tenantId: member.tenantId,
    id: token.sessionId,
    member: ref(member),
    tokenHash: hashOf(token),
    previousTokenHash: null,
    rotatedAt: now,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_MS),
    endedAt: null,
  });
  em.persist(session);
  return { session, member, token };
}
