import type { Context } from '@freehold/kernel/subgraph/context';
import { dropExpiredClaims } from '../claim/claim.service.ts';
import { sweepExpired } from './held-seats.service.ts';
import { Hold } from './hold.entity.ts';

/**
 * Takes away all holds of the tenant that have expired, so that their rows do not pile up: seats are free for those who
 * wait, offers among them end. Whoever wants what a hold kept has not waited for this. How many sessions had such seats.
 */
export async function sweepHolds(ctx: Context): Promise<number> {
  const expired = { expiresAt: { $lte: ctx.now() } };
  const held = await ctx.read((em) => em.find(Hold, { ...expired, session: { id: { $ne: null } } }));
  const sessionIds = [...new Set(held.flatMap(({ session }) => session?.id ?? []))].sort();
  // Each in a transaction of its own: one that fails leaves the others.
  for (const sessionId of sessionIds) await sweepExpired(ctx, sessionId);
  await ctx.transaction(async ({ em }) => {
    await em.nativeDelete(Hold, { ...expired, session: { id: null } });
    await dropExpiredClaims(em, ctx.now());
  });
  return sessionIds.length;
}
