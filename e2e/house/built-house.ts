import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAINS = join(import.meta.dirname, '../../standalone/dist');
const START_MS_MAX = 110_000;

/** The product as it was built, running in plain Node on a port and a data directory of its own. */
export interface BuiltHouse {
  readonly port: number;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to its first answer. */
  readonly answeredAfterMs: number;
  /** What it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does; answers the exit code. */
  stop(): Promise<number | null>;
  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void>;
}

/** What a test may change about the house. */
export interface HouseOptions {
  readonly dataDirectory: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** In one process, unless it is to stand as processes of their own. */
  readonly main?: 'main' | 'distributed';
  /** A port that answered before; otherwise a free one. */
  readonly port?: number;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** The exit code of a process, also when it has ended already. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Runs the built house without waiting for it to answer. */
export function runHouse(options: HouseOptions & { port: number }) {
  const { dataDirectory, environment = {}, port, main = 'main' } = options;
  const child = spawn(process.execPath, [join(MAINS, `${main}.js`)], {
    env: { ...inherited(), DATA_DIR: dataDirectory, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  return { child, output: () => printed.join('') };
}

/** Starts the built house and waits until it answers and has loaded what it was told to load. */
export async function startHouse(options: HouseOptions): Promise<BuiltHouse> {
  const port = options.port ?? (await freePort());
  const startedAt = performance.now();
  const { child, output } = runHouse({ ...options, port });
  const deadline = AbortSignal.timeout(START_MS_MAX);
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok ?? false;
  const alive = () => child.exitCode === null && !deadline.aborted;
  while (alive() && !(await isReady())) await delay(25);
  const answeredAfterMs = performance.now() - startedAt;
  while (alive() && !output().includes('Ctrl-C')) await delay(25);
  if (!alive()) {
    child.kill('SIGKILL');
    throw new Error(`The house does not answer:\n${output()}`);
  }
  return {
    port,
    process: child,
    answeredAfterMs,
    output,
    async stop() {
      child.kill('SIGINT');
      return exitOf(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await exitOf(child);
    },
  };
}

/** The environment without what a test runner puts there. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}
