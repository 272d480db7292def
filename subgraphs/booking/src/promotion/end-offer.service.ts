import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { SessionChanged, WaitlistOfferEnded } from '../events.ts';
import { Hold } from '../hold/hold.entity.ts';
import { takeSeats } from '../session/session.service.ts';
import { lineOf } from '../waitlist/line.policy.ts';
import type { WaitlistEntry } from '../waitlist/waitlist.entity.ts';
import { factsOfEntry, note, tellChange } from '../waitlist/waitlist-log.service.ts';

/** Frees the seats that are kept for an entry, unless that was done. The caller holds the session. */
export async function freeOffered({ em, publish }: Transaction, entry: WaitlistEntry): Promise<void> {
  const { session, holdId, partySize } = entry;
  if (!holdId || (await em.nativeDelete(Hold, { id: holdId })) === 0) return;
  await takeSeats(em, session.id, -partySize);
  publish(SessionChanged, { sessionId: session.id });
}

/** Ends the offers among some entries whose time is over. The caller holds the session. */
export async function expireOffers(
  ctx: Context,
  transaction: Transaction,
  live: readonly WaitlistEntry[],
): Promise<void> {
  const now = ctx.now();
  for (const entry of lineOf(live.filter((each) => each.hasExpired(now))))
    await endOffer(ctx, transaction, entry, 'EXPIRED');
}

/** Ends an offer without a booking: its seats are free. The caller holds the session. */
export async function endOffer(
  ctx: Context,
  transaction: Transaction,
  entry: WaitlistEntry,
  outcome: 'DECLINED' | 'EXPIRED',
): Promise<void> {
  await freeOffered(transaction, entry);
  entry.end(outcome);
  note(ctx, transaction, entry, { kind: outcome });
  transaction.publish(WaitlistOfferEnded, { ...factsOfEntry(entry), outcome });
  tellChange(transaction, entry);
}
