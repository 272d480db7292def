import type { TimeRange } from '@freehold/kernel/values/time-range';
import { AdmissionBegan, OrderPaid } from './order.errors.ts';

/** What decides whether a customer may cancel. */
export interface CancelableOrder {
  readonly status: 'PENDING' | 'PAID' | 'CANCELED';
  readonly totalMinor: bigint;
}

const MINUTE_MS = 60_000;

/** Until when an order that costs something can be paid: as long as its event says, and until that ends at most. */
export function payBefore(
  { payWithinMinutes, endsAt }: { readonly payWithinMinutes: number; readonly endsAt: Date },
  placedAt: Date,
): Date {
  return new Date(Math.min(placedAt.getTime() + payWithinMinutes * MINUTE_MS, endsAt.getTime()));
}

/**
 * A customer cancels what costs nothing or is not paid yet, until the gates open; the rest is the staff's to cancel.
 * @throws {OrderPaid} when money was paid.
 * @throws {AdmissionBegan} when its tickets admit people already.
 */
export function refuseCancelByCustomer(order: CancelableOrder, admission: TimeRange, now: Date): void {
  if (order.status === 'PAID' && order.totalMinor > 0n) throw new OrderPaid();
  if (now >= admission.startsAt) throw new AdmissionBegan(admission.startsAt);
}
