import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<true>();

/** Does what nobody asks for and waits for: events of other subgraphs, and jobs. */
export function unasked<T>(work: () => T): T {
  return storage.run(true, work);
}

/** Whether we are called by something {@link unasked}, and not on behalf of somebody who asks. */
export function isUnasked(): boolean {
  return storage.getStore() === true;
}
