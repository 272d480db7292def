import type { Caller } from '@freehold/kernel/caller/caller';
import type { PassportIssuer } from '@freehold/kernel/caller/passport';
import type { Clock } from '@freehold/kernel/values/clock';

/** Well within the 30 seconds that a passport lives. */
const REUSED_MS_MAX = 10_000;

interface Issued {
  readonly passport: Promise<string>;
  readonly atMs: number;
}

/** An issuer that signs once for all that is asked in the name of one caller within 10 seconds. */
export function reusedPassports(issuer: PassportIssuer, clock: Clock): PassportIssuer {
  const known = new WeakMap<Caller, Issued>();
  return {
    issue: (caller) => {
      const atMs = clock.now().getTime();
      const issued = known.get(caller);
      if (issued && atMs - issued.atMs < REUSED_MS_MAX) return issued.passport;
      const passport = issuer.issue(caller);
      known.set(caller, { passport, atMs });
      return passport;
    },
  };
}
