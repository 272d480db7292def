import type { Caller } from '@freehold/kernel/caller/caller';

/** In the place of a tenant or a member where there is none. */
const NOBODY = {};

type ByMember = WeakMap<object, string>;
const byKind = new Map<Caller['kind'], WeakMap<object, ByMember>>();

function textsOf({ kind, tenant }: Caller): ByMember {
  const byTenant = byKind.get(kind) ?? new WeakMap<object, ByMember>();
  byKind.set(kind, byTenant);
  const texts = byTenant.get(tenant ?? NOBODY) ?? new WeakMap<object, string>();
  byTenant.set(tenant ?? NOBODY, texts);
  return texts;
}

/**
 * Everything of a caller that may change an answer, as text: all but the request's id, which only names lines of the
 * log. Made once for each tenant and member that is believed, who are the same objects in all their requests.
 */
export function claimsOf(caller: Caller): string {
  const texts = textsOf(caller);
  const made = texts.get(caller.member ?? NOBODY);
  if (made !== undefined) return made;
  const { requestId: _, ...claims } = caller;
  const text = JSON.stringify(claims);
  texts.set(caller.member ?? NOBODY, text);
  return text;
}
