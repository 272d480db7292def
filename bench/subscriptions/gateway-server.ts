import { setTimeout as delay } from 'node:timers/promises';
import { startTinyGateway } from '../../gateway/test/tiny-gateway.ts';
import { committedSeats } from './committed-seats.ts';
import { serve } from './serve.ts';

const MEMBERS = 100;
/** Until the thread that plans has read its supergraph: what it takes is not the sockets'. */
const THREAD_MS = 3_000;

// The gateway with everything that stands before and behind it: signed-in members, rights that are looked at for each
// event, fields of three subgraphs.
const gateway = await startTinyGateway({ production: true });
await delay(THREAD_MS);
const tenant = gateway.world.addTenant('bench');
const members = Array.from({ length: MEMBERS }, () => gateway.world.signIn(tenant));
const tokens = await Promise.all(members.map((member) => gateway.token(member, {}, 3_000)));
const [databaseUrl] = process.argv.slice(2);
const seatsChanged = (seatsTaken: number) =>
  gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });
const commit = databaseUrl ? await committedSeats(databaseUrl, tenant.id, seatsChanged) : null;
let seatsTaken = 0;
serve(
  {
    port: Number(new URL(gateway.url).port),
    host: `${tenant.host}:4000`,
    authorizations: tokens.map((token) => `Bearer ${token}`),
  },
  () => {
    seatsTaken += 1;
    return commit ? commit(seatsTaken) : seatsChanged(seatsTaken);
  },
);
