/**
 * Runs one of the benchmarks and prints its report; exits with 1 and a sentence when there is none of that name,
 * or when it fails.
 */
export async function asBenchmark(
  name: string,
  benchmarks: Readonly<Record<string, (args: readonly string[]) => Promise<string>>>,
  args: readonly string[],
): Promise<void> {
  const run = benchmarks[name];
  if (!run) {
    process.stderr.write(
      `Say what to measure: npm run bench -- ${Object.keys(benchmarks).join(' | ')} [--quick]\n`,
    );
    process.exitCode = 1;
    return;
  }
  try {
    process.stdout.write(`${await run(args)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
