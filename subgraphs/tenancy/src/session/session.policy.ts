import { timingSafeEqual } from 'node:crypto';

/** How long a session lives, however often it is refreshed: 30 days. */
export const SESSION_MS = 30 * 86_400_000;
/** How long an access token lives: 10 minutes, or as long as its session when that is shorter. */
export const ACCESS_MS = 600_000;
/** How long the token before the present one still answers, for tabs that refresh at the same time: 10 seconds. */
export const GRACE_MS = 10_000;

/**
 * `CURRENT`: the present token. `RACED`: the one before it, a moment after it was replaced, as two tabs or a lost
 * answer bring it. `REUSED`: any other, which means that a token is in two hands.
 */
export type TokenVerdict = 'CURRENT' | 'RACED' | 'REUSED';

/** What a session remembers of its tokens. */
export interface TokenMemory {
  readonly tokenHash: string;
  readonly previousTokenHash: string | null;
  readonly rotatedAt: Date;
}

function isSame(left: string, right: string | null): boolean {
  if (right === null) return false;
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What to make of a token that somebody presents, known by its hash. */
export function judgeToken(memory: TokenMemory, tokenHash: string, now: Date): TokenVerdict {
  if (isSame(tokenHash, memory.tokenHash)) return 'CURRENT';
  const isYoung = now.getTime() - memory.rotatedAt.getTime() <= GRACE_MS;
  return isYoung && isSame(tokenHash, memory.previousTokenHash) ? 'RACED' : 'REUSED';
}

/** When an access token that is issued now runs out, in whole seconds. */
export function accessExpiry(now: Date, sessionExpiresAt: Date): Date {
  const end = Math.min(now.getTime() + ACCESS_MS, sessionExpiresAt.getTime());
  return new Date(Math.floor(end / 1000) * 1000);
}
