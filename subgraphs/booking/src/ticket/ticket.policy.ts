/** What decides whether a ticket is good. */
export interface TicketState {
  readonly event: 'SCHEDULED' | 'CANCELED';
  readonly order: 'PENDING' | 'PAID' | 'CANCELED';
}

/** Where a ticket stands. It follows from its event and its order, so that it cannot contradict them. */
export function ticketStatusOf({ event, order }: TicketState): 'VALID' | 'UNPAID' | 'REVOKED' {
  if (event === 'CANCELED' || order === 'CANCELED') return 'REVOKED';
  return order === 'PENDING' ? 'UNPAID' : 'VALID';
}

/** A price as a ticket shows it, such as NOK 150.00. */
export function priceText(amountMinor: bigint, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  if (digits === 0) return `${currency} ${amountMinor}`;
  const plain = String(amountMinor).padStart(digits + 1, '0');
  return `${currency} ${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}

/** When and on whose clock an event begins, as a ticket shows it. */
export function timeText({
  startsAt,
  timeZone,
}: {
  readonly startsAt: Date;
  readonly timeZone: string;
}): string {
  const format = { dateStyle: 'full', timeStyle: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(startsAt)} (${timeZone})`;
}
