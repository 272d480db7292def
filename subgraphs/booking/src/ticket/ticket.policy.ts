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
