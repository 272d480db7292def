import type { CookieChange } from '@freehold/kernel/caller/subgraph-call';
import type { Logger } from 'pino';

/** The one cookie that the gateway carries: the refresh token of a browser. */
export const REFRESH_COOKIE = '__Host-freehold-refresh';
const OWNER = 'tenancy';
const VALUE_LENGTH_MAX = 1024;

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The refresh cookie of a request's `Cookie` header, and no other cookie. */
export function readRefreshCookie(header: string | undefined): Record<string, string> {
  const pair = header
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${REFRESH_COOKIE}=`));
  const text = pair?.slice(REFRESH_COOKIE.length + 1) ?? '';
  const value = text.length <= VALUE_LENGTH_MAX ? decoded(text) : null;
  return value ? { [REFRESH_COOKIE]: value } : {};
}

/** The cookies that a subgraph may see: tenancy the refresh cookie, the others none. */
export function cookiesFor(
  subgraph: string,
  cookies: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | null {
  return subgraph === OWNER && Object.keys(cookies).length > 0 ? cookies : null;
}

/** Of the changes that a subgraph asks for: tenancy's changes of the refresh cookie. Others are logged and dropped. */
export function keepAllowedChanges(
  subgraph: string,
  changes: readonly CookieChange[],
  logger: Logger,
): CookieChange[] {
  return changes.filter(({ name }) => {
    const isAllowed = subgraph === OWNER && name === REFRESH_COOKIE;
    if (!isAllowed) logger.warn({ subgraph, cookie: name }, 'A subgraph may not set this cookie.');
    return isAllowed;
  });
}

/** The `Set-Cookie` header of a change, with the attributes that `__Host-` demands. */
export function setCookieHeader({ name, value, maxAgeSeconds }: CookieChange): string {
  const maxAge = value === null ? 0 : Math.floor(maxAgeSeconds);
  return `${name}=${encodeURIComponent(value ?? '')}; Max-Age=${maxAge}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}
