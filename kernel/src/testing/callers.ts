import type { Caller, CallerTenant } from '../caller/caller.ts';
import type { Role } from '../caller/role.ts';
import { actionsByRole } from '../permissions/actions.ts';
import type { SubgraphDefinition } from '../subgraph/concept.ts';
import { newId } from '../values/id.ts';

/** A tenant of a test's own, and people in it. */
export interface TestTenant {
  readonly tenant: CallerTenant;
  readonly owner: Caller;
  readonly trainer: Caller;
  readonly customer: Caller;
  readonly anonymous: Caller;
  /** Somebody else with a role. */
  someone(role: Role): Caller;
  /** The same person with other entitlements. */
  entitled(caller: Caller, changes: Partial<CallerTenant>): Caller;
}

/** The gateway itself, asking. */
export const gatewayCaller: Caller = { kind: 'gateway', requestId: 'test', tenant: null, member: null };

/** A tenant that no other test knows. Without `limits` it may count nothing; name what the test needs. */
export function newTenant(
  definition: SubgraphDefinition,
  entitlements: Partial<CallerTenant> = {},
): TestTenant {
  const actions = actionsByRole(
    definition.concepts.flatMap((concept) => (concept.actions ? [concept.actions] : [])),
  );
  const tenant: CallerTenant = {
    id: newId('tnt'),
    edition: 'test',
    timeZone: 'Europe/Oslo',
    currency: 'NOK',
    plan: 'test:pro',
    features: [],
    upgrades: {},
    limits: {},
    ...entitlements,
  };
  const someone = (role: Role): Caller => ({
    kind: 'public',
    requestId: 'test',
    tenant,
    member: {
      id: newId('mbr'),
      identityId: newId('idn'),
      sessionId: newId('ses'),
      roles: [role],
      actions: actions[role] ?? [],
    },
  });
  return {
    tenant,
    owner: someone('TENANT_OWNER'),
    trainer: someone('TRAINER'),
    customer: someone('CUSTOMER'),
    anonymous: { kind: 'public', requestId: 'test', tenant, member: null },
    someone,
    entitled: (caller, changes) => ({ ...caller, tenant: { ...tenant, ...changes } }),
  };
}
