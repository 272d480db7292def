import { divideToNearest } from '@freehold/kernel/values/money';

/** A multiplier is counted in thousandths: 1,250 makes a price a quarter dearer. */
const PERMILLE = 1000n;
/** The offering's price of a job is for so many square meters of property. */
const BASE_SQUARE_METERS = 1000n;

const NO_CHANGE_PERMILLE = 1000;

/** Where the multiplier of a price comes from. */
export const MULTIPLIER_SOURCES = { MARKUP: 'MARKUP', ZONE: 'ZONE', NONE: 'NONE' } as const;
/** One of {@link MULTIPLIER_SOURCES}. */
export type MultiplierSource = keyof typeof MULTIPLIER_SOURCES;

/** A multiplier, and why it is that. */
export interface Multiplier {
  readonly permille: number;
  readonly source: MultiplierSource;
  /** The prefix of the zone that it comes from; null when it comes from none. */
  readonly zonePrefix: string | null;
}

/** A multiplier for the postal codes of a country that begin with a prefix. */
export interface ZonePrice {
  readonly country: string;
  readonly postalPrefix: string;
  readonly multiplierPermille: number;
}

/** Where a job is. */
export interface JobPlace {
  readonly country: string;
  readonly postalCode: string;
}

/** A postal code without what people write it with: capitals and digits alone. */
export function plainPostalCode(code: string): string {
  return code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** Every beginning of a postal code: those that a zone may have. */
export function prefixesOf(postalCode: string): string[] {
  const plain = plainPostalCode(postalCode);
  return Array.from(plain, (_, index) => plain.slice(0, index + 1));
}

/** The tenant's markup, when there is one; else the multiplier of the zone with the longest prefix; else none. */
export function multiplierFor(
  markupPermille: number | null,
  zones: readonly ZonePrice[],
  place: JobPlace,
): Multiplier {
  if (markupPermille !== null) return { permille: markupPermille, source: 'MARKUP', zonePrefix: null };
  const code = plainPostalCode(place.postalCode);
  const zone = zones
    .filter(({ country, postalPrefix }) => country === place.country && code.startsWith(postalPrefix))
    .reduce<ZonePrice | null>(
      (longest, each) =>
        longest && longest.postalPrefix.length >= each.postalPrefix.length ? longest : each,
      null,
    );
  if (!zone) return { permille: NO_CHANGE_PERMILLE, source: 'NONE', zonePrefix: null };
  return { permille: zone.multiplierPermille, source: 'ZONE', zonePrefix: zone.postalPrefix };
}

/** What makes the price of a job. */
export interface JobFactors {
  /** The offering's price, in minor units, for 1,000 square meters. */
  readonly baseMinor: bigint;
  readonly multiplierPermille: number;
  readonly squareMeters: number;
}

/** Base times multiplier times size, in minor units; rounded once, a half away from zero. */
export function jobPriceMinor({ baseMinor, multiplierPermille, squareMeters }: JobFactors): bigint {
  const exact = baseMinor * BigInt(multiplierPermille) * BigInt(squareMeters);
  return divideToNearest(exact, PERMILLE * BASE_SQUARE_METERS);
}
