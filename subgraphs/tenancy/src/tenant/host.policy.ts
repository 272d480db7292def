const SLUG = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;

/** Labels that the platform keeps for itself, or that people would take for the platform's. */
const RESERVED: ReadonlySet<string> = new Set([
  'account',
  'accounts',
  'admin',
  'api',
  'app',
  'apps',
  'assets',
  'auth',
  'billing',
  'blog',
  'cdn',
  'console',
  'dashboard',
  'docs',
  'freehold',
  'ftp',
  'graphql',
  'help',
  'imap',
  'localhost',
  'login',
  'mail',
  'ns1',
  'ns2',
  'platform',
  'pop',
  'root',
  'security',
  'smtp',
  'static',
  'status',
  'support',
  'system',
  'webhooks',
  'webmail',
  'www',
]);

/** What keeps a text from being a slug, as the end of a sentence that begins with it; null when nothing does. */
export function slugFault(slug: string): string | null {
  if (!SLUG.test(slug))
    return 'must be 3 to 40 lower-case letters, digits and hyphens, with no hyphen at either end';
  if (slug.includes('--')) return 'must not have two hyphens in a row';
  if (RESERVED.has(slug)) return `must not be "${slug}", which the platform keeps`;
  return null;
}

/**
 * The name under which a host stands in the directory: the slug when it lies under a base domain of the platform,
 * else the whole host. A port is no part of a host.
 */
export function directoryName(host: string, baseDomains: readonly string[]): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  const base = baseDomains.find((domain) => name.endsWith(`.${domain}`));
  return base === undefined ? name : name.slice(0, -base.length - 1);
}
