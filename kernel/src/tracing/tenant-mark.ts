import { createHash } from 'node:crypto';
import type { TenantId } from '../caller/caller.ts';

const DIGITS = 16;

/** A tenant without its name, as a span may say it: the first 16 hexadecimal digits of the SHA-256 of its id. */
export function tenantMark(id: TenantId): string {
  return createHash('sha256').update(id).digest('hex').slice(0, DIGITS);
}
