import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readStandaloneConfig } from '@freehold/standalone/config';
import { openHouse } from '@freehold/standalone/house';
import { startHouse } from '@freehold/standalone/start-house';

// A house with its demo, that says how long its loop was away from those who wait.

/** What the house says when it serves. */
export interface Serving {
  readonly kind: 'serving';
  readonly port: number;
}

/** How long one turn of the loop took, at most, since it was asked last. */
export interface LongestTurn {
  readonly kind: 'longest-turn';
  /** By the clock, with what others on the machine took of it. */
  readonly ms: number;
  /** Of the loop's own thread. */
  readonly cpuMs: number;
}

const NANOSECONDS_IN_MS = 1e6;
const MICROSECONDS_IN_MS = 1_000;

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROSECONDS_IN_MS;
}

/** Looks at what the thread has used whenever the loop comes round. */
class TurnsCpu {
  #last = usedMs();
  longestMs = 0;

  note(): void {
    const now = usedMs();
    this.longestMs = Math.max(this.longestMs, now - this.#last);
    this.#last = now;
  }
}

const [, , ways = '{}'] = process.argv;
const config = await readStandaloneConfig({ PORT: '0', EDITIONS: 'fitness', ...JSON.parse(ways) });
const house = await startHouse(config, {}, openHouse);
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
const turns = new TurnsCpu();
setInterval(() => turns.note(), 1);
process.on('message', () => {
  const ms = delays.max / NANOSECONDS_IN_MS;
  const longest: LongestTurn = { kind: 'longest-turn', ms, cpuMs: turns.longestMs };
  delays.reset();
  turns.longestMs = 0;
  process.send?.(longest);
});
process.on('disconnect', async () => {
  await house.close();
  process.exit();
});
const serving: Serving = { kind: 'serving', port: house.port };
process.send?.(serving);
