import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { WaitlistChanged } from '../events.ts';
import type { Session } from '../session/session.entity.ts';
import type { LogRecord } from './replay.policy.ts';
import type { WaitlistEntry } from './waitlist.entity.ts';
import { WaitlistRecord } from './waitlist-log.entity.ts';

const NOTHING = { seats: null, priority: null, place: null, mode: null, unfitParty: null, reason: null };

type Told = Pick<LogRecord, 'kind'> & Partial<Omit<LogRecord, 'kind' | 'entryId'>>;

/** What happened to all who wait for a session; not written yet. */
export function recordOfAll(ctx: Context, { em }: Transaction, session: Session, told: Told): WaitlistRecord {
  const facts = { tenantId: session.tenantId, id: newId('wlr'), session: ref(session), at: ctx.now() };
  return em.create(WaitlistRecord, { ...NOTHING, ...told, ...facts, entryId: null }, { persist: false });
}

/** What happened to one who waits or waited; not written yet. */
export function recordOf(
  ctx: Context,
  { em }: Transaction,
  entry: WaitlistEntry,
  told: Told,
): WaitlistRecord {
  const { tenantId, session, id: entryId, partySize: seats } = entry;
  const facts = { tenantId, id: newId('wlr'), session, at: ctx.now(), entryId };
  return em.create(WaitlistRecord, { ...NOTHING, seats, ...told, ...facts }, { persist: false });
}

/** Notes what happened to one who waits or waited. */
export function note(ctx: Context, transaction: Transaction, entry: WaitlistEntry, told: Told): void {
  transaction.em.persist(recordOf(ctx, transaction, entry, told));
}

/** What events tell of an entry. */
export function factsOfEntry({ id, session, customerId, partySize }: WaitlistEntry) {
  return { entryId: id, sessionId: session.id, customerId, partySize };
}

/** Tells its member that an entry is new, or does not stand as it stood. */
export function tellChange({ publish }: Transaction, { id: entryId, customerId }: WaitlistEntry): void {
  publish(WaitlistChanged, { entryId, customerId });
}
