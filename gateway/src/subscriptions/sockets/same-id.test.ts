import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestSocket } from '../../../test/test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import { TinyHouse } from '../../../test/tiny-house.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { seatsTaken } }';
const SLOW = '{ sessions(first: 1) { id } }';

/** What is asked of a subgraph from outside is answered when a test lets it. */
class Held {
  readonly #released = Promise.withResolvers<void>();
  asked = 0;

  release(): void {
    this.#released.resolve();
  }

  over(subgraph: SubgraphClient): SubgraphClient {
    return {
      name: subgraph.name,
      subscribe: (call) => subgraph.subscribe(call),
      close: () => subgraph.close(),
      execute: async (call) => {
        if (call.live) return subgraph.execute(call);
        this.asked += 1;
        await this.#released.promise;
        return subgraph.execute(call);
      },
    };
  }
}

describe('an id that is used again while its operation is still under way', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  let held: Held;
  let socket: TestSocket;

  beforeEach(async () => {
    const house = new TinyHouse();
    held = new Held();
    const clients = house.subgraphs.map((each) => (each.name === 'booking' ? held.over(each) : each));
    gateway = await startTinyGateway({}, house, clients);
    tenant = gateway.world.addTenant('again');
    socket = await gateway.connect(tenant);
  });
  afterEach(() => gateway.close());

  const complete = () => socket.send({ type: 'complete', id: '1' });
  const listening = () => gateway.world.seatsChanged.size;

  /** Somebody listens by the id, hears each event once and nothing else, and is let go. */
  async function expectToListen(): Promise<void> {
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: 3 });
    expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: { seatsTaken: 3 } } } });
    expect(socket.messages).toEqual([]);
    complete();
    await eventually(() => listening() === 0);
  }

  it('brings a subscription its own events, and not the answer of the query that had the id before', async () => {
    socket.subscribe('1', SLOW);
    await eventually(() => held.asked === 1);
    complete();
    socket.subscribe('1', SEATS);
    await eventually(() => listening() === 1);
    held.release();
    socket.subscribe('2', '{ __typename }');
    await socket.take(({ id, type }) => id === '2' && type === 'next');
    await socket.take(({ id, type }) => id === '2' && type === 'complete');
    await expectToListen();
  });

  it.each([
    ['cannot be parsed', '{'],
    ['is not valid', '{ nothing }'],
  ])(
    'brings a subscription its own events, and not what was said of a document that %s',
    async (_, query) => {
      socket.subscribe('1', query);
      complete();
      socket.subscribe('1', SEATS);
      await eventually(() => listening() === 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await expectToListen();
    },
  );
});
