import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StartFault } from '@freehold/kernel/config/start-fault';
import type { Logger } from 'pino';

const READY_MS_MAX = 60_000;
const POLL_MS = 50;
const RESTART_MS_MIN = 250;
const RESTART_MS_MAX = 10_000;
/** Whoever lives that long was healthy, and is started again at once. */
const HEALTHY_MS = 30_000;
const STOP_MS_MAX = 12_000;

/** A process of the house. */
export interface ProcessSpec {
  readonly name: string;
  /** The file that Node runs. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 when the process is ready. */
  readonly healthUrl: string;
}

/** A process that is started again, after a pause that grows, whenever it dies. It dies with us, however we die. */
export class SupervisedProcess {
  readonly #spec: ProcessSpec;
  readonly #logger: Logger;
  #child: ChildProcess;
  #startedAt = performance.now();
  #pauseMs = RESTART_MS_MIN;
  #isUnwanted = false;
  #wasReady = false;
  readonly #unwanted = new AbortController();

  constructor(spec: ProcessSpec, logger: Logger) {
    this.#spec = spec;
    this.#logger = logger;
    this.#child = this.#spawn();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Waits until the process says that it is ready.
   * @throws {StartFault} when it ends before it ever was, or is not ready within a minute.
   */
  async ready(signal?: AbortSignal): Promise<void> {
    const patience = AbortSignal.timeout(READY_MS_MAX);
    while (!(await isHealthy(this.#spec.healthUrl))) {
      signal?.throwIfAborted();
      if (hasEnded(this.#child))
        throw new StartFault(`The process "${this.#spec.name}" ended while it started; it says why above.`);
      if (patience.aborted)
        throw new StartFault(`The process "${this.#spec.name}" is not ready after a minute.`);
      await delay(POLL_MS);
    }
    this.#wasReady = true;
  }

  /** Ends the process: asks it first, and forces it after 12 seconds. */
  async stop(): Promise<void> {
    this.#isUnwanted = true;
    this.#unwanted.abort();
    if (hasEnded(this.#child)) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(force);
  }

  #spawn(): ChildProcess {
    this.#startedAt = performance.now();
    // The channel tells the child when we are gone.
    const child = spawn(process.execPath, [...process.execArgv, this.#spec.script], {
      env: this.#spec.environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('exit', (code, signal) => void this.#onExit(signal ?? `code ${code}`));
    child.on('error', (error) => this.#logger.error({ err: error }, 'A process cannot be started.'));
    return child;
  }

  async #onExit(how: string): Promise<void> {
    if (this.#isUnwanted || !this.#wasReady) return;
    if (performance.now() - this.#startedAt > HEALTHY_MS) this.#pauseMs = RESTART_MS_MIN;
    this.#logger.warn({ process: this.#spec.name, how, pauseMs: this.#pauseMs }, 'A process died.');
    await delay(this.#pauseMs, null, { signal: this.#unwanted.signal }).catch(() => null);
    this.#pauseMs = Math.min(this.#pauseMs * 2, RESTART_MS_MAX);
    if (!this.#isUnwanted) this.#child = this.#spawn();
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}
