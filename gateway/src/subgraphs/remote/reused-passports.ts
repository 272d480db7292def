import type { PassportIssuer } from '@freehold/kernel/caller/passport';
import type { Clock } from '@freehold/kernel/values/clock';
import { LRUCache } from 'lru-cache';
import { claimsOf } from '../../authentication/caller-claims.ts';

/** Well within the 30 seconds that a passport lives. */
const REUSED_MS_MAX = 10_000;
const PASSPORTS_MAX = 10_000;
/** Of what all of them say together, in characters. */
const LENGTH_MAX = 16_000_000;

interface Issued {
  readonly passport: Promise<string>;
  readonly atMs: number;
}

/**
 * An issuer that signs once for all that is asked within 10 seconds by a caller who is the same in everything but the
 * request's id. Whose rights have changed is another caller, with another passport.
 */
export function reusedPassports(issuer: PassportIssuer, clock: Clock): PassportIssuer {
  const known = new LRUCache<string, Issued>({
    max: PASSPORTS_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (_, claims) => claims.length,
  });
  return {
    issue: (caller) => {
      const claims = claimsOf(caller);
      const atMs = clock.now().getTime();
      const issued = known.get(claims);
      if (issued && atMs - issued.atMs < REUSED_MS_MAX) return issued.passport;
      const passport = issuer.issue(caller);
      known.set(claims, { passport, atMs });
      passport.catch(() => known.delete(claims));
      return passport;
    },
  };
}
