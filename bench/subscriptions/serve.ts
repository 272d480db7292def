import { performance } from 'node:perf_hooks';
import { nowMs, type Ready, type ServerOrder } from './messages.ts';

/** Says that the process listens, and does what it is told: to measure itself, and to fire an event. */
export function serve(ready: Omit<Ready, 'kind'>, fire: () => Promise<void> | void): void {
  process.on('message', async ({ kind, times = 1 }: ServerOrder) => {
    if (kind === 'fire') {
      await Promise.all(Array.from({ length: times }, fire));
      process.send?.({ kind: 'fired', atMs: nowMs() });
      return;
    }
    if (kind === 'settle') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({
      kind: 'measured',
      userMs: user / 1000,
      systemMs: system / 1000,
      busyMs: performance.eventLoopUtilization().active,
      rssBytes: process.memoryUsage.rss(),
    });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ kind: 'ready', ...ready });
}
