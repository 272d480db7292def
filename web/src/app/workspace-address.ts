const SLUG = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;

/**
 * The host that workspaces live under, as seen from a host where there is none: `freehold.app` from
 * `nobody.freehold.app` and from itself. Null where hosts have no names.
 * @param host name and port, as in `location.host`.
 */
export function baseOf(host: string): string | null {
  const [name = '', port] = host.split(':');
  const labels = name.split('.');
  if (labels.every((label) => /^\d+$/.test(label)) || name.startsWith('[')) return null;
  const isBare = name.endsWith('localhost') ? labels.length === 1 : labels.length < 3;
  const base = isBare ? name : labels.slice(1).join('.');
  return port === undefined ? base : `${base}:${port}`;
}

/** The host of the workspace of this name; null when no workspace can have such a name. */
export function workspaceHost(name: string, base: string): string | null {
  const slug = name.trim().toLowerCase();
  return SLUG.test(slug) ? `${slug}.${base}` : null;
}
