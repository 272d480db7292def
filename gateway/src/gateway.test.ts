import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@freehold/kernel/values/clock';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../test/faults/held-subgraph.ts';
import { eventually, startTinyGateway } from '../test/tiny-gateway.ts';
import { TinyHouse } from '../test/tiny-house.ts';
import { createGateway } from './gateway.ts';

/** What keeps the process alive beside the runner's own pipes. */
const held = () =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => ['Timeout', 'TCPSocketWrap', 'TCPServerWrap'].includes(kind));

function options(house: TinyHouse) {
  const { publicKey } = generateKeyPairSync('ed25519');
  return {
    supergraphSdl: house.compose(),
    roles: {},
    subgraphs: house.subgraphs,
    accessTokenPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    baseDomains: ['localhost'],
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    production: false,
  };
}

describe('createGateway', () => {
  it('closes within a second although sockets are open, and holds nothing back', async () => {
    const before = held().length;
    const gateway = await startTinyGateway();
    const tenant = gateway.world.addTenant('fitzone');
    const session = gateway.world.signIn(tenant);
    const polite = await gateway.connect(tenant, await gateway.token(session));
    polite.subscribe('1', 'subscription { seatsChanged { id } }');
    const mute = await gateway.connect(tenant);
    mute.socket.pause();
    const silent = await gateway.socket(tenant).opened();
    await eventually(() => gateway.world.seatsChanged.size === 1);
    const closingAt = Date.now();
    await gateway.close();
    expect(Date.now() - closingAt).toBeLessThan(1_000);
    expect([await polite.closed, await silent.closed]).toEqual([1012, 1012]);
    mute.socket.terminate();
    const { world, house } = gateway;
    expect([world.seatsChanged.size, world.accessChanged.size, world.entitlementsChanged.size]).toEqual([
      0, 0, 0,
    ]);
    expect(house.subgraphs.map(({ closings }) => closings)).toEqual([1, 1, 1]);
    await eventually(() => held().length <= before);
  });

  it('answers what was asked before it goes', async () => {
    const house = new TinyHouse();
    const booking = new HeldSubgraph(house.booking);
    const gateway = await startTinyGateway({}, house, [house.tenancy, booking, house.billing]);
    const tenant = gateway.world.addTenant('fitzone');
    await gateway.ask(tenant, '{ tenant { name } }');
    booking.hold();
    const asked = gateway.ask(tenant, '{ sessions(first: 1) { id } }');
    await eventually(() => booking.asked > 0);
    const closed = gateway.app.close();
    await delay(200);
    booking.letGo();
    expect((await asked).body.data).toEqual({ sessions: [{ id: 's1' }] });
    await closed;
    await gateway.close();
  });

  it('starts while every subgraph is away, and closes within a second', async () => {
    const house = new TinyHouse();
    for (const subgraph of house.subgraphs) subgraph.isDown = true;
    const gateway = await createGateway(options(house));
    const closingAt = Date.now();
    await gateway.close();
    expect(Date.now() - closingAt).toBeLessThan(1_000);
  });

  it('does not start without tenancy, or with a supergraph or a key that cannot be read', async () => {
    const good = options(new TinyHouse());
    const [, ...others] = good.subgraphs;
    await expect(createGateway({ ...good, subgraphs: others })).rejects.toThrow('"tenancy"');
    await expect(createGateway({ ...good, supergraphSdl: 'type Query { a: Int }' })).rejects.toThrow();
    await expect(createGateway({ ...good, accessTokenPublicKey: 'no key' })).rejects.toThrow();
  });
});
