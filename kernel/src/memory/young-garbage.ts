import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const COLLECT_EVERY = 500;

setFlagsFromString('--expose-gc');
const collect: (options: { readonly type: 'minor' }) => void = runInNewContext('gc');

/** What is young and can be reached from nothing that is alive is let go of; what is old stays. */
export function collectYoung(): void {
  for (const _ of [1, 2, 3]) collect({ type: 'minor' });
}

/** How many bytes more there are when something was done so often, though young garbage was collected on the way. */
export function keptBytes(times: number, work: (index: number) => void): number {
  collectYoung();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < times; index += 1) {
    work(index);
    if (index % COLLECT_EVERY === 0) collectYoung();
  }
  collectYoung();
  return process.memoryUsage().heapUsed - before;
}
