/**
 * Whether a socket may be opened from a page of this origin: of the same host, or of a listed one.
 * Without an origin it is no browser, and there is no page to protect.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
