import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';

/** A subgraph that can be made to hang: it takes what it is asked, and answers when it is let go. */
export class HeldSubgraph implements SubgraphClient {
  readonly name: string;
  /** How often it was asked. */
  asked = 0;
  /** What it was subscribed to. */
  readonly subscriptions: SubgraphCall[] = [];
  readonly #client: SubgraphClient;
  #held: PromiseWithResolvers<void> | null = null;

  constructor(client: SubgraphClient) {
    this.name = client.name;
    this.#client = client;
  }

  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  letGo(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    this.asked += 1;
    await this.#held?.promise;
    return this.#client.execute(call);
  }

  async subscribe(call: SubgraphCall): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer> {
    this.subscriptions.push(call);
    await this.#held?.promise;
    return this.#client.subscribe(call);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
