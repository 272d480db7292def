import { EVERYBODY, type TinyGateway } from './tiny-gateway.ts';
import { supergraphOf, without } from './tiny-supergraphs.ts';
import type { TinySession, TinyTenant } from './tiny-world.ts';

/** Who listens. */
interface Listener {
  readonly tenant: TinyTenant;
  readonly session: TinySession;
}

/** Something that happens to a subscription that is open. */
export interface Midway {
  readonly code: string;
  readonly when: string;
  readonly query: string;
  readonly happen: (gateway: TinyGateway, listener: Listener) => void | Promise<void>;
}

const SEATS = 'subscription { seatsChanged { seatsTaken } }';
const REVENUE = 'subscription { seatsChanged { seatsTaken revenueMinor } }';

function move({ world }: TinyGateway, { id: tenantId }: TinyTenant): void {
  world.seatsChanged.publish({ tenantId, id: 's1', seatsTaken: 7 });
}

const away = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:4101'));

const close =
  (access: string) =>
  ({ world }: TinyGateway, { tenant }: Listener) => {
    tenant.access = access;
    world.accessChanged.publish({ tenantId: tenant.id, sessionId: null });
  };

/** Everything that is refused while somebody listens. */
export const MIDWAY: readonly Midway[] = [
  {
    ...{ code: 'UNAUTHENTICATED', when: 'the session ends', query: SEATS },
    happen: ({ world }, { session }) => world.end(session),
  },
  { code: 'PAYMENT_REQUIRED', when: 'the tenant is suspended', query: SEATS, happen: close('SUSPENDED') },
  { code: 'TENANT_CANCELED', when: 'the tenant is canceled', query: SEATS, happen: close('DEACTIVATED') },
  {
    ...{ code: 'UNAVAILABLE', when: 'who listens cannot be told', query: SEATS },
    happen: ({ house, world }, { tenant }) => {
      // It still tells that something has changed, and no more what.
      Object.assign(house.tenancy, { execute: away });
      world.accessChanged.publish({ tenantId: tenant.id, sessionId: null });
    },
  },
  {
    ...{ code: 'PLAN_UPGRADE_REQUIRED', when: 'the plan is another one', query: REVENUE },
    happen: (gateway, { tenant }) => {
      gateway.world.entitle(tenant, []);
      move(gateway, tenant);
    },
  },
  {
    ...{ code: 'PLAN_UPGRADE_REQUIRED', when: 'the plan is without the subscription' },
    query: 'subscription { revenueChanged { id } }',
    happen: (gateway, { tenant }) => {
      gateway.world.entitle(tenant, []);
      move(gateway, tenant);
    },
  },
  {
    ...{ code: 'UNAVAILABLE', when: 'a subgraph is away', query: REVENUE },
    happen: (gateway, { tenant }) => {
      gateway.house.billing.isDown = true;
      move(gateway, tenant);
    },
  },
  {
    ...{ code: 'INTERNAL', when: 'a fault of a subgraph', query: 'subscription { faultySeats { id } }' },
    happen: (gateway, { tenant }) => move(gateway, tenant),
  },
  {
    ...{ code: 'SUBSCRIPTION_OUTDATED', when: 'the API has no such field any more' },
    query: 'subscription { seatsChanged { heldBy } }',
    happen: ({ house, gateway }) =>
      gateway.load({
        supergraphSdl: supergraphOf(house, { booking: without('Session', 'heldBy') }),
        roles: EVERYBODY,
      }),
  },
];
