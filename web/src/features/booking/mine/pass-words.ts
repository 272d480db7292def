/** What decides whether a pass is good, and what is said of it. */
export interface PassFacts {
  readonly credits: number;
  readonly creditsLeft: number;
  /** ISO 8601; good from this instant on. */
  readonly validFrom: string;
  /** ISO 8601; not good any more from this instant on. */
  readonly validUntil: string;
  readonly revokedAt: string | null;
}

/** The passes that are neither over nor revoked, the one that ends first first: bookings take credits of it first. */
export function passesToShow<Pass extends PassFacts>(passes: readonly Pass[], nowMs: number): Pass[] {
  return passes
    .filter(({ revokedAt, validUntil }) => revokedAt === null && Date.parse(validUntil) > nowMs)
    .toSorted((left, right) => Date.parse(left.validUntil) - Date.parse(right.validUntil));
}

/** From when or until when a pass is good. @param dateOf writes an instant as a date. */
export function validWords(pass: PassFacts, nowMs: number, dateOf: (instant: string) => string): string {
  const until = `until ${dateOf(pass.validUntil)}`;
  return Date.parse(pass.validFrom) > nowMs
    ? `Good from ${dateOf(pass.validFrom)} ${until}`
    : `Good ${until}`;
}

/** How much is left, 0 to 100. */
export function percentLeft({ credits, creditsLeft }: PassFacts): number {
  return credits > 0 ? Math.min(100, Math.max(0, (creditsLeft / credits) * 100)) : 0;
}
