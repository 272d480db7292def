/** Where, in bytes that come by, something ends that must not be cut. */
export interface Boundaries {
  /** Whether nothing is begun before the first byte. */
  readonly startsBetween: boolean;
  /** Takes the next bytes; at which offsets behind their begin something ends, in order. */
  take(chunk: Buffer): number[];
}
