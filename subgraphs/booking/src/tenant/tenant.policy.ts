/** Something that holds from an instant on, until that of the next one. */
interface Dated {
  /** ISO 8601. */
  readonly from: string;
}

/** Of what holds one after the other, in the order of the instants, that which holds now; null before the first. */
export function holdingAt<T extends Dated>(entries: readonly T[], now: Date): T | null {
  return entries.findLast(({ from }) => new Date(from) <= now) ?? null;
}
