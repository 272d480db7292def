import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObjectKey, type ObjectKey } from './object-key.ts';

const MINUTE_SECONDS = 60;
const LIFE_SECONDS = 15 * MINUTE_SECONDS;
/** Addresses that are made within one step are the same, so that a browser that has an object does not ask again. */
const STEP_SECONDS = 5 * MINUTE_SECONDS;
const PATH = '/objects/';

/** What an address says beside the key, as it came in. */
export interface AddressProof {
  /** In seconds since 1970. */
  readonly until: string;
  readonly signature: string;
}

/** What an address allows: to read one object for a while. */
export interface ObjectGrant {
  readonly key: ObjectKey;
  readonly until: Date;
}

/** Signs addresses of objects, and reads them: whoever has one may read that object until it ends, and nothing else. */
export class ObjectAddresses {
  readonly #secret: string;

  /** The secret is known to whoever signs and to whoever serves objects. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The path at which an object is served for 15 to 20 minutes from now. */
  pathOf(key: ObjectKey, now: Date): string {
    const soonest = now.getTime() / 1000 + LIFE_SECONDS;
    const until = String(Math.ceil(soonest / STEP_SECONDS) * STEP_SECONDS);
    const query = new URLSearchParams({ until, signature: this.#sign(key, until).toString('base64url') });
    return `${PATH}${key}?${query}`;
  }

  /** What an address allows at this moment; null for one that was altered, has ended, or was never signed. */
  grantOf(path: string, { until, signature }: AddressProof, now: Date): ObjectGrant | null {
    const key = path.startsWith(PATH) ? path.slice(PATH.length) : '';
    const expected = this.#sign(key, until);
    const given = Buffer.from(signature, 'base64url');
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isSigned || !isObjectKey(key)) return null;
    const end = new Date(Number(until) * 1000);
    return end > now ? { key, until: end } : null;
  }

  #sign(key: string, until: string): Buffer {
    return createHmac('sha256', this.#secret).update(`object\n${key}\n${until}`).digest();
  }
}
