const SLUG = '{slug}';

/** An address at a tenant's own host; null while either part of it is not known. */
export function addressAt(url: string | undefined, slug: string | null, path: string): string | null {
  return url && slug ? `${url.replace(SLUG, slug)}${path}` : null;
}
