import { parseArgs } from 'node:util';
import { z } from 'zod';

const whole = z.coerce.number().int().positive();

const optionsSchema = z.object({
  /** Bookings in all. */
  rows: whole,
  /** Tenants that share them evenly. */
  tenants: whole,
  /** Tenants of the second data set, whose rows are as many. */
  manyTenants: whole,
  /** Requests under way at once. */
  concurrency: whole,
  /** Times that each contender has its turn. */
  rounds: whole,
  /** How long a turn lasts. */
  milliseconds: whole,
});

/** How much is measured. */
export type BookingOptions = z.infer<typeof optionsSchema>;

const FULL = {
  rows: 1_000_000,
  tenants: 1_000,
  manyTenants: 100_000,
  concurrency: 16,
  rounds: 8,
  milliseconds: 3_000,
};
const QUICK = { ...FULL, rows: 200_000, manyTenants: 20_000, rounds: 5, milliseconds: 1_500 };

/**
 * Reads the flags; what is not said is a full run, or with `--quick` one that ends within three minutes.
 * @throws {z.ZodError} for what is no positive whole number.
 */
export function readOptions(args: readonly string[]): BookingOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      rows: { type: 'string' },
      tenants: { type: 'string' },
      'many-tenants': { type: 'string' },
      concurrency: { type: 'string' },
      rounds: { type: 'string' },
      milliseconds: { type: 'string' },
    },
  });
  const { quick = false, 'many-tenants': manyTenants, ...given } = values;
  const said = Object.entries({ ...given, manyTenants }).filter(([, value]) => value !== undefined);
  return optionsSchema.parse({ ...(quick ? QUICK : FULL), ...Object.fromEntries(said) });
}
