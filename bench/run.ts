/** The benchmarks by the names under which they are asked for. */
const BENCHMARKS: Readonly<Record<string, (flags: readonly string[]) => Promise<unknown>>> = {
  gateway: () => import('./gateway.ts'),
  booking: async (flags) => {
    // Entities are written with decorators, which Node alone does not read.
    await import('@oxc-node/core/register');
    const { compareBookingPages } = await import('./booking/compare.ts');
    process.stdout.write(`${await compareBookingPages(flags)}\n`);
  },
};

const [name = '', ...flags] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run) await run(flags);
else process.stdout.write(`npm run bench -- <name>, one of: ${Object.keys(BENCHMARKS).join(', ')}\n`);
