/**
 * A thread that answers each question with its text in the place of a plan, so that it is seen which it was asked, and
 * in which order. `forever` is never answered, `crash` ends it, `heap` takes all the memory that there is.
 */
export const ECHOING_THREAD = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let asked = 0;
    parentPort.on('message', ({ text }) => {
      asked += 1;
      if (text.includes('forever')) for (;;);
      if (text.includes('crash')) process.exit(1);
      if (text.includes('throw')) throw new Error('It broke.');
      if (text.includes('heap')) for (const all = []; ; ) all.push(new Array(1e6).fill(all.length));
      if (text.includes('fault')) return parentPort.postMessage({ fault: 'It cannot be planned.' });
      const node = { kind: 'Fetch', operation: text, asked };
      parentPort.postMessage({ plan: JSON.stringify({ kind: 'QueryPlan', node }) });
    });
    parentPort.postMessage({ plan: '{}' });
  `)}`,
);
