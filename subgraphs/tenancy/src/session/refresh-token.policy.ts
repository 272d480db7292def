import { createHash, createHmac } from 'node:crypto';
import { isId } from '@freehold/kernel/values/id';
import type { SessionId } from './session.entity.ts';

/** The cookie in which a browser keeps its refresh token. */
export const REFRESH_COOKIE = '__Host-freehold-refresh';

const SECRET = /^[\w-]{43}$/;

/** What opens a session again: its id, and 256 secret bits in base64url. Written `<id>.<secret>`. */
export interface RefreshToken {
  readonly sessionId: SessionId;
  readonly secret: string;
}

/**
 * The token that takes the place of another. Whoever holds the key gets the same one each time,
 * so that two tabs which refresh at once both hold the present token afterwards.
 */
export function successorOf({ sessionId, secret }: RefreshToken, key: string): RefreshToken {
  const next = createHmac('sha256', key).update(`refresh-token.${sessionId}.${secret}`).digest('base64url');
  return { sessionId, secret: next };
}

/** A token as it is carried. */
export function writeToken({ sessionId, secret }: RefreshToken): string {
  return `${sessionId}.${secret}`;
}

/** A token out of a text; null when the text is none. */
export function readToken(text: string): RefreshToken | null {
  const [sessionId = '', secret = '', ...rest] = text.split('.');
  const isToken = rest.length === 0 && isId('ses', sessionId) && SECRET.test(secret);
  return isToken ? { sessionId, secret } : null;
}

/** What is kept of a token. */
export function hashOf({ secret }: RefreshToken): string {
  return createHash('sha256').update(secret).digest('base64url');
}
