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

/** Notes what happened to all who wait for a session. */
export function noteOfAll(ctx: Context, { em }: Transaction, session: Session, told: Told): void {
  const facts = { tenantId: session.tenantId, id: newId('wlr'), session: ref(session), at: ctx.now() };
  em.persist(em.create(WaitlistRecord, { ...NOTHING, ...told, ...facts, entryId: null }));
}

/** Notes what happened to one who waits or waited. */
export function note(ctx: Context, { em }: Transaction, entry: WaitlistEntry, told: Told): void {
  const { tenantId, session, id: entryId, partySize: seats } = entry;
  const facts = { tenantId, id: newId('wlr'), session, at: ctx.now(), entryId };
  em.persist(em.create(WaitlistRecord, { ...NOTHING, seats, ...told, ...facts }));
}

/** What events tell of an entry. */
export function factsOfEntry({ id, session, customerId, partySize }: WaitlistEntry) {
  return { entryId: id, sessionId: session.id, customerId, partySize };
}

/** Tells its member that an entry is new, or does not stand as it stood. */
export function tellChange({ publish }: Transaction, { id: entryId, customerId }: WaitlistEntry): void {
  publish(WaitlistChanged, { entryId, customerId });
}
