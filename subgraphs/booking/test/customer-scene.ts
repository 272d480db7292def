import type { Caller } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { MemberJoined } from '@freehold/tenancy/events';
import { vi } from 'vitest';
import { Customer } from '../src/customer/customer.entity.ts';

/** The member's id of somebody who asks. */
export function idOf({ member }: Caller): NonNullable<Caller['member']>['id'] {
  if (!member) throw new Error('Nobody is signed in.');
  return member.id;
}

/** Tells that somebody joined, and waits until it is known here. */
export async function givenKnown(
  test: TestSubgraph,
  { tenant }: TestTenant,
  caller: Caller,
  facts: { readonly name?: string; readonly email?: string } = {},
): Promise<string> {
  const memberId = idOf(caller);
  const roles = caller.member?.roles ?? [];
  const joined = { memberId, name: 'Kari', email: `${memberId}@oslo.test`, locale: 'nb-NO', roles, ...facts };
  await test.tell(MemberJoined, tenant.id, joined);
  const look = () =>
    inTransaction(test.subgraph.parts.orm, tenant.id, (em) => em.findOneOrFail(Customer, { id: memberId }));
  await vi.waitFor(look, { timeout: 45_000, interval: 20 });
  return memberId;
}
