import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Overloaded } from '@freehold/kernel/errors/overloaded';

/** A subgraph that can be asked more than it can answer: it begins nothing then, but for what the gateway itself asks. */
export class CrowdedSubgraph implements SubgraphClient {
  readonly name: string;
  /** How many calls it refuses still. */
  refusals = 0;
  /** How often it was asked for others than the gateway. */
  asked = 0;
  readonly #client: SubgraphClient;

  constructor(client: SubgraphClient) {
    this.name = client.name;
    this.#client = client;
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    if (call.caller.kind === 'gateway') return this.#client.execute(call);
    this.asked += 1;
    if (this.refusals === 0) return this.#client.execute(call);
    this.refusals -= 1;
    const { message, code, data } = new Overloaded();
    return { errors: [{ message, extensions: { ...data, code } }] };
  }

  subscribe(call: SubgraphCall): ReturnType<SubgraphClient['subscribe']> {
    return this.#client.subscribe(call);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
