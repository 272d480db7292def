const LENGTH_MAX = 253;
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** The host name of a `Host` header, in small letters, without port and final dot; null when it is none. */
export function hostNameOf(header: string | undefined): string | null {
  const name = (header ?? '')
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  return name.length <= LENGTH_MAX && NAME.test(name) ? name : null;
}
