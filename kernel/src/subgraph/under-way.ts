/** What a subgraph does at present, so that it can end before what it stands on is closed. */
export class UnderWay {
  readonly #running = new Set<Promise<unknown>>();
  #isStopping = false;

  /** Whether nothing new may begin. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** What becomes of work that has begun; it is waited for until then. */
  async add<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  /** Lets nothing new begin and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.allSettled(this.#running);
  }
}
