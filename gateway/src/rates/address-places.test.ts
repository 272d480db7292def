import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestSocket } from '../../test/test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { TooManyConnections } from '../refusals/refusals.ts';
import { AddressPlaces } from './address-places.ts';

describe('places for an address', () => {
  it('are so many, are given back once, and leave nothing behind', () => {
    const places = new AddressPlaces(2);
    const giveBack = places.take('192.0.2.1');
    const others = [places.take('192.0.2.1'), places.take('192.0.2.2')];
    expect(() => places.take('192.0.2.1')).toThrow(TooManyConnections);
    giveBack();
    giveBack();
    others.push(places.take('192.0.2.1'));
    expect(() => places.take('192.0.2.1')).toThrow(TooManyConnections);
    for (const each of others) each();
    expect(places.size).toBe(0);
  });
});

describe('sockets and streams from one address', () => {
  let gateway: TinyGateway;
  let tenants: [TinyTenant, TinyTenant];
  const sockets: TestSocket[] = [];
  const from = (address: string) => ({ 'x-forwarded-for': address });

  beforeEach(async () => {
    gateway = await startTinyGateway({ live: { connectionsPerAddress: 2 }, trustedProxies: ['127.0.0.1'] });
    tenants = [gateway.world.addTenant('fitzone'), gateway.world.addTenant('yogaflow')];
  });
  afterEach(async () => {
    for (const { socket } of sockets.splice(0)) socket.terminate();
    await gateway.close();
  });

  async function open(address: string, tenant = tenants[0]): Promise<TestSocket> {
    const socket = gateway.socket(tenant, from(address));
    sockets.push(socket);
    socket.socket.on('error', () => undefined);
    return socket.opened();
  }

  function stream(address: string) {
    return request(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        ...from(address),
        host: `${tenants[0].host}:4000`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query: 'subscription { seatsChanged { id } }' }),
    });
  }

  it('are refused with 429 beyond the cap, whatever tenant they ask for, introduced or not', async () => {
    await (await open('192.0.2.1')).init();
    await open('192.0.2.1', tenants[1]);
    await expect(open('192.0.2.1', tenants[1])).rejects.toThrow('429');
    const refused = await stream('192.0.2.1');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '5']);
    expect(await refused.body.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_CONNECTIONS', max: 2 } }],
    });
  });

  it('leave other addresses their places, and a network of IPv6 has those of one', async () => {
    await open('192.0.2.1');
    await open('192.0.2.1');
    await open('192.0.2.2');
    await open('2001:db8::1');
    await open('2001:db8::2');
    await expect(open('2001:db8::3')).rejects.toThrow('429');
    await open('2001:db8:0:1::1');
  });

  it('have their places again when they have ended, however they end', async () => {
    const first = await stream('192.0.2.1');
    expect(first.statusCode).toBe(200);
    const second = await open('192.0.2.1');
    await expect(open('192.0.2.1')).rejects.toThrow('429');
    second.socket.terminate();
    first.body.on('error', () => undefined).destroy();
    await eventually(() => gateway.world.seatsChanged.size === 0);
    for (let opened = 0; opened < 2; ) {
      const found = await open('192.0.2.1').catch(() => null);
      if (found) opened += 1;
    }
    await expect(open('192.0.2.1')).rejects.toThrow('429');
  });

  it('do not count what is asked and answered', async () => {
    await open('192.0.2.1');
    await open('192.0.2.1');
    const { status } = await gateway.ask(tenants[0], '{ tenant { name } }', { headers: from('192.0.2.1') });
    expect(status).toBe(200);
  });
});
