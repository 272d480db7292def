import { cpus, totalmem } from 'node:os';

const TIMES = 20;
const ROWS = Array.from({ length: 1000 }, (_, index) => ({
  id: `row_${index}`,
  count: index,
  tags: ['one', 'two', 'three'],
}));

/** Milliseconds for a piece of work that is always the same, the least of some times. */
function yardstick(): number {
  const once = () => {
    const begunAt = performance.now();
    const sum = Array.from({ length: TIMES }, () => JSON.parse(JSON.stringify(ROWS)).length);
    if (sum.length !== TIMES) throw new Error('The yardstick is broken.');
    return performance.now() - begunAt;
  };
  return Math.min(...Array.from({ length: TIMES }, once));
}

/**
 * What was measured on, in a sentence. Machines call themselves alike and differ threefold, so that it says how long one
 * needs for what is always the same.
 */
export function machine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return (
    `Measured on ${cpus().length} × ${cpu?.model.trim() || process.arch}, ${memory}, Node ${process.version}; ` +
    `a yardstick of ${TIMES} × ${ROWS.length} small objects to JSON and back takes it ${yardstick().toFixed(0)} ms.`
  );
}
