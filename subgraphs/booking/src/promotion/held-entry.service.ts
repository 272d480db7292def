import { NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { holdSession } from '../session/session.service.ts';
import { WaitlistEntry, type WaitlistEntryId } from '../waitlist/waitlist.entity.ts';

/**
 * Keeps an entry and its session as they are until the transaction ends; the session first, as everywhere.
 * @throws {NotFound} when there is none, or it is another member's and the caller may not manage waitlists.
 */
export async function holdEntry(
  ctx: Context,
  em: EntityManager,
  id: WaitlistEntryId,
): Promise<WaitlistEntry> {
  const found = await em.findOne(WaitlistEntry, { id });
  if (!found || !(isOwn(ctx, found) || mayDo(ctx.caller, 'waitlist.manage')))
    throw new NotFound('waitlist entry');
  await holdSession(em, found.session.id);
  return em.findOneOrFail(WaitlistEntry, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/**
 * Does what {@link holdEntry} does, for what only its member may do.
 * @throws {NotFound} when there is none, or it is another member's.
 */
export async function holdOwnEntry(
  ctx: Context,
  em: EntityManager,
  id: WaitlistEntryId,
): Promise<WaitlistEntry> {
  const entry = await holdEntry(ctx, em, id);
  if (!isOwn(ctx, entry)) throw new NotFound('waitlist entry');
  return entry;
}

function isOwn(ctx: Context, { customerId }: WaitlistEntry): boolean {
  return customerId === ctx.member().id;
}
