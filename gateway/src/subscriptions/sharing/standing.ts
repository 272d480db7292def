import { hash } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';

/** A caller at one moment. */
export interface Standing {
  readonly caller: Caller;
  /**
   * Equal for callers who have the same tenant, entitlements, roles and actions: everything that can change an answer,
   * but for who of them it is.
   */
  readonly rights: string;
}

/** The caller with its rights put in one word. */
export function standingOf(caller: Caller): Standing {
  const { kind, tenant, member } = caller;
  const rights = JSON.stringify([kind, tenant, member && [member.roles, member.actions]]);
  return { caller, rights: hash('sha256', rights, 'base64url') };
}

/** Who of those with the same rights it is, down to the session; empty for everybody who is not signed in. */
export function personOf({ member }: Caller): string {
  return member ? `${member.id} ${member.identityId} ${member.sessionId}` : '';
}
