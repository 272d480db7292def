import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What is said of a supergraph: null where it can be served, or why it cannot. */
export type Verdict = string | null;

/** Apollo's gateway would tell Apollo where it runs; the environment is its only switch for that. */
const ENVIRONMENT = { APOLLO_TELEMETRY_DISABLED: 'true' };

const WORKER = new URL(`./supergraph-check.worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Checks a supergraph in a thread of its own, which ends with it: to find out that one is broken costs those who are
 * served nothing.
 * @throws {Error} with the reason, when it cannot be served.
 */
export async function checkSupergraph(supergraphSdl: string): Promise<void> {
  // Nothing of how this process was started: neither what is loaded into it nor its secrets are needed there.
  const worker = new Worker(WORKER, { workerData: supergraphSdl, execArgv: [], env: ENVIRONMENT });
  const [verdict]: Verdict[] = await once(worker, 'message');
  await worker.terminate();
  if (verdict !== null) throw new Error(verdict);
}
