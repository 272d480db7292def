import type { Caller } from '@freehold/kernel/caller/caller';

/** The gateway asking for itself: the only caller that may read the internal fields. */
export function gatewayCaller(requestId: string): Caller {
  return { kind: 'gateway', requestId, tenant: null, member: null };
}
