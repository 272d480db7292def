import type { CallerTenant } from '@freehold/kernel/caller/caller';
import type { OperationContext } from '../supergraph/operation-context.ts';

/** Who is counted, and from where it asks; null asks from inside, and as much as it likes. */
export type Asking = Pick<OperationContext, 'caller' | 'address'>;

/** For who asks from nowhere that is known. */
export const SOMEWHERE = 'socket';

/** Under which keys a caller's requests and points are counted, and those of its tenant. */
export interface KeysOfCaller {
  readonly requests: string;
  readonly points: string;
  readonly tenant: string;
}

/** The member at the tenant; where nobody is signed in, the address at the tenant. */
function keysFor(tenantId: string, who: string): KeysOfCaller {
  return {
    requests: `caller ${tenantId} ${who}`,
    points: `points ${tenantId} ${who}`,
    tenant: `tenant ${tenantId}`,
  };
}

/** The keys of callers, put together once for as long as their tenant is believed, which is the same object until then. */
export class CountKeys {
  readonly #byTenant = new WeakMap<CallerTenant, Map<string, KeysOfCaller>>();

  of({ caller: { tenant, member }, address }: Asking): KeysOfCaller {
    const who = member?.id ?? address ?? SOMEWHERE;
    if (!tenant) return keysFor('', who);
    const known = this.#byTenant.get(tenant)?.get(who);
    if (known) return known;
    const keys = keysFor(tenant.id, who);
    const ofTenant = this.#byTenant.get(tenant) ?? new Map<string, KeysOfCaller>();
    this.#byTenant.set(tenant, ofTenant.set(who, keys));
    return keys;
  }
}
