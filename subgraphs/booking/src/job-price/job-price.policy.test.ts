import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobPriceMinor, multiplierFor, plainPostalCode, prefixesOf } from './job-price.policy.ts';

describe('the price of a job', () => {
  it.each([
    ['the base for 1,000 square meters', 150_000n, 1000, 1000, 150_000n],
    ['half as much for half the size', 150_000n, 1000, 500, 75_000n],
    ['a quarter more by a markup of 1,250', 150_000n, 1250, 1000, 187_500n],
    ['all three factors', 150_000n, 1250, 2400, 450_000n],
    ['a half of a cent, which goes up', 1n, 500, 1000, 1n],
    ['less than half a cent, which goes down', 1n, 499, 1000, 0n],
    ['nothing when the base is nothing', 0n, 10_000, 1_000_000, 0n],
    ['the most there is, exactly', 10_000_000_000n, 10_000, 1_000_000, 100_000_000_000_000n],
  ])('is %s', (_what, baseMinor, multiplierPermille, squareMeters, price) => {
    expect(jobPriceMinor({ baseMinor, multiplierPermille, squareMeters })).toBe(price);
  });

  it('is never more than half a minor unit from the exact product', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10_000_000_000n),
        fc.integer({ min: 100, max: 10_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (baseMinor, multiplierPermille, squareMeters) => {
          const price = jobPriceMinor({ baseMinor, multiplierPermille, squareMeters });
          const difference =
            price * 1_000_000n - baseMinor * BigInt(multiplierPermille) * BigInt(squareMeters);
          return difference <= 500_000n && difference > -500_000n;
        },
      ),
    );
  });
});

describe('the multiplier', () => {
  const zones = [
    { country: 'US', postalPrefix: '1', multiplierPermille: 1100 },
    { country: 'US', postalPrefix: '100', multiplierPermille: 1500 },
    { country: 'NO', postalPrefix: '10', multiplierPermille: 900 },
  ];
  const none = { permille: 1000, source: 'NONE', zonePrefix: null };

  it.each([
    ['the longest prefix', 'US', '10001', { permille: 1500, source: 'ZONE', zonePrefix: '100' }],
    [
      'a shorter one where no longer fits',
      'US',
      '12401',
      { permille: 1100, source: 'ZONE', zonePrefix: '1' },
    ],
    ['that of the country', 'NO', '1001', { permille: 900, source: 'ZONE', zonePrefix: '10' }],
    ['none elsewhere', 'US', '90210', none],
    ['none in a country without zones', 'SE', '100 12', none],
  ])('of a zone is that of %s', (_what, country, postalCode, expected) => {
    expect(multiplierFor(null, zones, { country, postalCode })).toEqual(expected);
  });

  it('of the tenant holds before that of any zone', () => {
    const place = { country: 'US', postalCode: '10001' };
    expect(multiplierFor(1300, zones, place)).toEqual({ permille: 1300, source: 'MARKUP', zonePrefix: null });
  });
});

describe('a postal code', () => {
  it.each([
    ['sw1a 1aa', 'SW1A1AA'],
    ['00-950', '00950'],
    ['0150', '0150'],
  ])('"%s" is plainly %s', (written, plain) => {
    expect(plainPostalCode(written)).toBe(plain);
  });

  it('begins with each of its beginnings', () => {
    expect(prefixesOf('00-9')).toEqual(['0', '00', '009']);
  });
});
