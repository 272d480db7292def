import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Measures what is built: entities are written with decorators, and sources run slower than what is served. */
async function ofTheBuild(part: string, script: string, flags: readonly string[]): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const turbo = fileURLToPath(new URL('../node_modules/turbo/bin/turbo', import.meta.url));
  // The house finds its editions by name.
  const parts = [`--filter=@freehold/${part}`, '--filter=./editions/*'];
  const quiet = [...parts, '--output-logs=errors-only', '--no-update-notifier'];
  const built = fork(turbo, ['run', 'build', ...quiet], { cwd: root, execArgv: [] });
  const [failed] = await once(built, 'exit');
  if (failed !== 0) throw new Error('The build failed.');
  const run = fork(new URL(script, import.meta.url), [...flags], { execArgv: [] });
  [process.exitCode] = await once(run, 'exit');
}

/** The benchmarks by the names under which they are asked for. */
const BENCHMARKS: Readonly<Record<string, (flags: readonly string[]) => Promise<unknown>>> = {
  gateway: () => import('./gateway.ts'),
  subscriptions: () => import('./subscriptions/run.ts'),
  neighbours: () => import('./neighbours/neighbours.ts'),
  newcomers: (flags) => ofTheBuild('standalone', './neighbours/newcomers.ts', flags),
  planning: () => import('./planning/search.ts'),
  booking: (flags) => ofTheBuild('booking', './booking/compare.ts', flags),
  races: (flags) => ofTheBuild('booking', './booking/races.ts', flags),
  load: (flags) => ofTheBuild('standalone', './load/load.ts', flags),
  loading: (flags) => ofTheBuild('standalone', './loading/loading.ts', flags),
  gates: () => import('./gates.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run) await run(flags);
else process.stdout.write(`npm run bench -- <name>, one of: ${Object.keys(BENCHMARKS).join(', ')}\n`);
