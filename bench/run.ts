/** The benchmarks by the names under which they are asked for. */
const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  gateway: () => import('./gateway.ts'),
  neighbours: () => import('./neighbours/neighbours.ts'),
};

const [name = ''] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run) await run();
else process.stdout.write(`npm run bench -- <name>, one of: ${Object.keys(BENCHMARKS).join(', ')}\n`);
