import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf } from './instant-text.ts';

const usual = fc.date({
  min: new Date('1000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

it('an instant is read as PostgreSQL wrote it, to the millisecond', () => {
  const microseconds = fc.integer({ min: 0, max: 999_999 });
  fc.assert(
    fc.property(usual, microseconds, (date, fraction) => {
      const seconds = date.toISOString().slice(0, 19);
      // As PostgreSQL does, without zeros at the end.
      const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
      const written = `${seconds.replace('T', ' ')}${digits === '' ? '' : `.${digits}`}+00`;
      const milliseconds = String(Math.trunc(fraction / 1000)).padStart(3, '0');
      expect(instantOf(written)).toEqual(new Date(`${seconds}.${milliseconds}Z`));
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  ['2026-11-23 10:00:00+01', '2026-11-23T09:00:00Z'],
  ['2026-11-23 14:45:00.5+05:45', '2026-11-23T09:00:00.500Z'],
])('%s, in another zone, is %s', (written, instant) => {
  expect(instantOf(written)).toEqual(new Date(instant));
});
