import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from '../authentication/callers.ts';

/** The credentials that headers carry. `X-Forwarded-Host` is not among them: nobody vouches for it. */
export function credentialsOf(headers: IncomingHttpHeaders, authorization: string | undefined): Credentials {
  const tenantId = headers['x-tenant-id'];
  return {
    host: headers.host,
    authorization,
    tenantId: Array.isArray(tenantId) ? tenantId.join() : tenantId,
  };
}
