import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const RESOLUTION_MS = 20;
const NS_PER_SECOND = 1e9;
const QUANTILES = [0.5, 0.99, 1] as const;

/** How late the loop comes to what is due, since it was last looked at. It is watched from the first look on. */
export function watchLoopDelay(registry: Registry): void {
  let watched: ReturnType<typeof monitorEventLoopDelay> | null = null;
  new Gauge({
    name: 'freehold_loop_delay_seconds',
    help: 'How late the event loop comes to what is due, since the measures were last read.',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      if (!watched) {
        watched = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
        watched.enable();
      }
      for (const quantile of QUANTILES) {
        // It counts from one look of its own to the next, of which the pause between them is no delay.
        const lateSeconds = watched.percentile(quantile * 100) / NS_PER_SECOND - RESOLUTION_MS / 1000;
        this.set({ quantile }, watched.count > 0 ? Math.max(lateSeconds, 0) : 0);
      }
      watched.reset();
    },
  });
}
