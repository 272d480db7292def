import { asBenchmark } from './as-benchmark.ts';
import { compareBookingPages } from './booking/compare.ts';

/** What can be measured, by the word that asks for it. */
const benchmarks: Readonly<Record<string, (args: readonly string[]) => Promise<string>>> = {
  booking: compareBookingPages,
};

/** `npm run bench -- <name> [flags]`: measures, prints a table and writes it into `bench/README.md`. */
const [name = '', ...args] = process.argv.slice(2);
await asBenchmark(name, benchmarks, args);
