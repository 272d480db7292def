import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { type Id, newId } from '@freehold/kernel/values/id';
import { PolicyOverridden } from '../events.ts';
import { type OverriddenDeed, Override } from './override.entity.ts';

/** Rules that are set aside for a booking. */
export interface NewOverride {
  readonly bookingId: Id<'bkg'>;
  readonly deed: OverriddenDeed;
  /** Without one nothing was set aside. */
  readonly reason: string | null | undefined;
}

/** Writes down that the member who asks set the rules aside; nothing without a reason. */
export function noteOverride(
  ctx: Context,
  { em, publish }: Transaction,
  { bookingId, deed, reason }: NewOverride,
): void {
  if (!reason) return;
  const { id: by } = ctx.member();
  const facts = { tenantId: ctx.tenant().id, id: newId('ovr'), at: ctx.now() };
  em.persist(em.create(Override, { ...facts, bookingId, deed, reason, by }));
  publish(PolicyOverridden, { bookingId, deed, by });
}

/** When the rules were set aside for each booking, oldest first. */
export const overridesOf: BatchLoad<Id<'bkg'>, readonly Override[]> = async (ctx, bookingIds) => {
  const where = { bookingId: { $in: [...bookingIds] } };
  const found = await ctx.read((em) => em.find(Override, where, { orderBy: { id: 'asc' } }));
  const byBooking = Map.groupBy(found, ({ bookingId }) => bookingId);
  return bookingIds.map((id) => byBooking.get(id) ?? []);
};
