import { setTimeout as delay } from 'node:timers/promises';
import {
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
  startEmbeddedCluster,
} from './embedded-cluster.ts';

/** A server that was killed is back within two seconds; what it had confirmed is there. */
const LOOK_EVERY_MS = 500;

/** Told when the server has died, and why it could not be started again, which is tried until it can. */
export type OnLoss = (fault: unknown) => void;

/**
 * Starts a cluster as {@link startEmbeddedCluster} does, and again whenever its server dies before it is stopped.
 * @throws {ClusterFault} when it cannot be started the first time.
 */
export async function keepEmbeddedCluster(
  options: EmbeddedClusterOptions,
  onLoss: OnLoss,
): Promise<EmbeddedCluster> {
  const unwanted = new AbortController();
  const { signal } = unwanted;
  let cluster = await startEmbeddedCluster(options);
  const next = () => delay(LOOK_EVERY_MS, true, { ref: false, signal }).catch(() => false);

  async function look(): Promise<void> {
    if (await cluster.isRunning()) return;
    onLoss(null);
    cluster = await startEmbeddedCluster(options);
  }
  async function watch(): Promise<void> {
    while (await next()) await look().catch(onLoss);
  }

  const watching = watch();
  return {
    adminUrl: cluster.adminUrl,
    url: (...of) => cluster.url(...of),
    isRunning: () => cluster.isRunning(),
    stop: async () => {
      unwanted.abort();
      await watching;
      await cluster.stop();
    },
  };
}
