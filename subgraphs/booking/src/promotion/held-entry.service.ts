import { NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { holdSession } from '../session/session.service.ts';
import { WaitlistEntry, type WaitlistEntryId } from '../waitlist/waitlist.entity.ts';

/**
 * An entry of the member who asks, or for staff anybody's.
 * @throws {NotFound} when there is none, or it is another member's and the caller may not manage waitlists.
 */
export async function findEntry(
  ctx: Context,
  em: EntityManager,
  id: WaitlistEntryId,
): Promise<WaitlistEntry> {
  const entry = await em.findOne(WaitlistEntry, { id });
  const isTheirs = entry?.customerId === ctx.member().id || mayDo(ctx.caller, 'waitlist.manage');
  if (!entry || !isTheirs) throw new NotFound('waitlist entry');
  return entry;
}

/**
 * Keeps an entry and its session as they are until the transaction ends; the session first, as everywhere.
 * @throws {NotFound} as {@link findEntry}.
 */
export async function holdEntry(
  ctx: Context,
  em: EntityManager,
  id: WaitlistEntryId,
): Promise<WaitlistEntry> {
  const found = await findEntry(ctx, em, id);
  await holdSession(em, found.session.id);
  return em.findOneOrFail(WaitlistEntry, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}
