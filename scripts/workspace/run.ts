import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Refused } from './refused.ts';
import { ROOT } from './subgraphs.ts';

const LOADER = ['-C', 'source', '--import', '@oxc-node/core/register'];

/**
 * Runs a program at the root of the workspace; its output is shown only when it fails.
 * @throws {Refused} with that output when it fails.
 */
async function run(command: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => output.push(part));
  child.stderr.on('data', (part: Buffer) => output.push(part));
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop);
  try {
    const [code] = await once(child, 'close');
    signal?.throwIfAborted();
    if (code === 0) return;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  const words = [command === process.execPath ? 'node' : command, ...args].join(' ');
  throw new Refused(`"${words}" failed:\n${Buffer.concat(output).toString().trim()}`);
}

/** Runs a script of ours from its source. @throws {Refused} when it fails. */
export function runScript(path: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
  return run(process.execPath, [...LOADER, path, ...args], signal);
}

/** Runs a script of the root's package.json. @throws {Refused} when it fails. */
export function runNpm(script: string, signal?: AbortSignal): Promise<void> {
  return run('npm', ['run', '--silent', script], signal);
}

/** Formats files and sorts their imports. @throws {Refused} when a rule of style is broken that it cannot mend. */
export function format(paths: readonly string[], signal?: AbortSignal): Promise<void> {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  return run(process.execPath, [biome, 'check', '--write', '--colors=off', ...paths], signal);
}
