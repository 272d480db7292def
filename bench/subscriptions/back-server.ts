import type { TestSocket } from '../../gateway/test/test-socket.ts';
import { eventually, startTinyGateway } from '../../gateway/test/tiny-gateway.ts';
import { type BackServer, LAST, SUBSCRIPTIONS } from './messages.ts';
import { serve } from './serve.ts';

const MEMBERS = 100;

// A scout hears everything that happens, and so knows the cursors of all clients: they are bound to the tenant and the
// subscription. Then it stays, or the gateway is another, which knows nothing of what was told.
const [who] = process.argv.slice(2);
const first = await startTinyGateway({ production: true });
const { house, world } = first;
const tenant = world.addTenant('bench');

async function cursorsOf(scout: TestSocket): Promise<string[][]> {
  for (const [index, { query }] of SUBSCRIPTIONS.entries()) scout.subscribe(String(index), query);
  await eventually(() => world.seatsChanged.size === SUBSCRIPTIONS.length);
  const cursors: string[][] = SUBSCRIPTIONS.map(() => []);
  // With the first event everybody has a cursor.
  for (let seatsTaken = 1; seatsTaken <= LAST; seatsTaken += 1) {
    world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });
    for (const [index, own] of cursors.entries()) {
      const { payload } = await scout.next(String(index));
      own.push(Object(payload).extensions.cursor);
    }
  }
  return cursors;
}

const scout = await first.connect(tenant, await first.token(world.signIn(tenant)));
const cursors = await cursorsOf(scout);
const members = Array.from({ length: MEMBERS }, () => world.signIn(tenant));
let gateway = first;
if (who !== 'stayed') {
  scout.socket.terminate();
  await first.close();
  gateway = await startTinyGateway({ production: true }, house);
}
const tokens = await Promise.all(members.map((member) => gateway.token(member, {}, 3_000)));
for (const { calls } of house.subgraphs) calls.length = 0;
process.on('message', ({ kind }: { kind: string }) => {
  if (kind !== 'settle') return;
  const asked = house.booking.calls.filter(({ query }) => query.startsWith('subscription'));
  // Each event is executed with the call that subscribed, which is among them itself.
  const subscriptions = new Set(asked).size;
  process.send?.({ kind: 'worked', subscriptions, executions: asked.length - subscriptions });
});
const ready: Omit<BackServer, 'kind'> = {
  port: Number(new URL(gateway.url).port),
  host: `${tenant.host}:4000`,
  authorizations: tokens.map((token) => `Bearer ${token}`),
  cursors,
};
serve(ready, () => undefined);
