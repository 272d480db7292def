import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemorySubgraph } from '../../../test/memory-subgraph.ts';
import { startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import { TinyHouse } from '../../../test/tiny-house.ts';
import { supergraphOf } from '../../../test/tiny-supergraphs.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const YOUNG = 'type Query { cookies: String }';

/** `cookies` moves from booking to a younger subgraph, for half of all tenants. */
function houseOnTheMove() {
  const house = new TinyHouse();
  const young = new MemorySubgraph('young', YOUNG, {
    Query: { cookies: () => 'young' },
  });
  const supergraphSdl = supergraphOf(
    { subgraphs: [...house.subgraphs, young] },
    {
      young: (sdl) =>
        sdl
          .replace('"@key"', '"@key", "@override"')
          .replace('cookies: String', 'cookies: String @override(from: "booking", label: "percent(50)")'),
    },
  );
  return { house, supergraphSdl, clients: [...house.subgraphs, young] };
}

describe('a field that moves for half of all tenants', () => {
  const { house, supergraphSdl, clients } = houseOnTheMove();
  let gateway: TinyGateway;
  let tenants: TinyTenant[];

  beforeAll(async () => {
    gateway = await startTinyGateway({ supergraphSdl }, house, clients);
    tenants = Array.from({ length: 24 }, (_, index) => gateway.world.addTenant(`moving-${index}`));
  });
  afterAll(() => gateway.close());

  const isMoved = async (tenant: TinyTenant, query: string) =>
    (await gateway.ask(tenant, query)).body.data.cookies === 'young';

  it('is answered by one subgraph for one tenant, first and again, by POST and over a socket, in any operation', async () => {
    const sides = new Set<boolean>();
    for (const tenant of tenants) {
      const side = await isMoved(tenant, '{ cookies }');
      sides.add(side);
      expect(await isMoved(tenant, '{ cookies }')).toBe(side);
      expect(
        await isMoved(tenant, 'query ($on: Boolean = true) { tenant { name } cookies @include(if: $on) }'),
      ).toBe(side);
      const socket = await gateway.connect(tenant);
      socket.subscribe('1', '{ cookies }');
      const { payload } = await socket.next('1');
      expect([tenant.id, Object(payload).data.cookies === 'young']).toEqual([tenant.id, side]);
      socket.socket.close();
    }
    expect(sides).toEqual(new Set([true, false]));
  });

  it('shares no answer between tenants on different sides that ask at once', async () => {
    const alone = await Promise.all(tenants.map((tenant) => isMoved(tenant, '{ cookies }')));
    const together = await Promise.all(
      tenants.flatMap((tenant) => [isMoved(tenant, '{ cookies }'), isMoved(tenant, '{ cookies }')]),
    );
    expect(together).toEqual(alone.flatMap((side) => [side, side]));
  });
});
