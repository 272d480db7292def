import type { TimeRange } from '@freehold/kernel/values/time-range';

/** What a device calls itself and its scans has at most so many characters. */
export const SCAN_NAME_LENGTH_MAX = 64;

/** Which way somebody goes. */
export const SCAN_DIRECTIONS = { IN: 'IN', OUT: 'OUT' } as const;
/** One of {@link SCAN_DIRECTIONS}. */
export type ScanDirection = keyof typeof SCAN_DIRECTIONS;

/** What a scan shows. */
export const SCAN_RESULTS = {
  ACCEPTED: 'ACCEPTED',
  DUPLICATE: 'DUPLICATE',
  REVOKED: 'REVOKED',
  WRONG_LIST: 'WRONG_LIST',
  NOT_YET: 'NOT_YET',
  EXPIRED: 'EXPIRED',
  UNPAID: 'UNPAID',
  INVALID_TICKET: 'INVALID_TICKET',
} as const;
/** One of {@link SCAN_RESULTS}. */
export type ScanResult = keyof typeof SCAN_RESULTS;

/** What a list asks of tickets. No product means every product. */
export interface ListRules {
  readonly eventId: string;
  readonly productIds: readonly string[];
  readonly mode: 'IN' | 'IN_OUT';
  readonly allowsReentry: boolean;
}

/** What is known of a ticket. */
export interface TicketFacts {
  readonly eventId: string;
  readonly productId: string;
  readonly version: number;
  /** When its newest version was made out. */
  readonly issuedAt: Date;
  /** When its event or its order was canceled. */
  readonly canceledAt: Date | null;
  readonly paidAt: Date | null;
  readonly admission: TimeRange;
}

/** A look at a code. */
export interface Look {
  readonly version: number;
  readonly direction: ScanDirection;
  readonly at: Date;
}

/** Somebody who was let through before, with the same ticket at the same list. */
export interface Passage {
  readonly direction: ScanDirection;
  readonly at: Date;
}

/** What is decided, and of a duplicate which passage it repeats. */
export interface Judgement<P extends Passage> {
  readonly result: ScanResult;
  readonly first: P | null;
}

function isOnList(list: ListRules, ticket: TicketFacts, direction: ScanDirection): boolean {
  const isGood = list.productIds.length === 0 || list.productIds.includes(ticket.productId);
  return ticket.eventId === list.eventId && isGood && (direction === 'IN' || list.mode === 'IN_OUT');
}

/** True when the code admitted nobody at the time. The time of the newest version alone is known; older ones were before. */
function wasRevoked(ticket: TicketFacts, { version, at }: Look): boolean {
  if (ticket.canceledAt && ticket.canceledAt <= at) return true;
  if (version === ticket.version) return false;
  return version !== ticket.version - 1 || ticket.issuedAt <= at;
}

/** What speaks against a ticket by itself, as it was at the time of the look. */
function faultOf(ticket: TicketFacts, look: Look): ScanResult | null {
  const { at } = look;
  if (wasRevoked(ticket, look)) return 'REVOKED';
  if (!ticket.paidAt || ticket.paidAt > at) return 'UNPAID';
  if (at < ticket.admission.startsAt) return 'NOT_YET';
  return at >= ticket.admission.endsAt ? 'EXPIRED' : null;
}

const earliest = <P extends Passage>(passages: readonly P[]): P | null =>
  passages.reduce<P | null>((first, each) => (first && first.at <= each.at ? first : each), null);

/** The passage right before a moment. */
function lastBefore<P extends Passage>(passages: readonly P[], at: Date): P | null {
  return passages.reduce<P | null>(
    (last, each) => (each.at <= at && (!last || last.at <= each.at) ? each : last),
    null,
  );
}

/** The passage that an entry repeats: where both ways are scanned, nobody who is inside comes in. */
function repeated<P extends Passage>(list: ListRules, at: Date, passages: readonly P[]): P | null {
  const entries = passages.filter(({ direction }) => direction === 'IN');
  const isInside = list.mode === 'IN_OUT' && lastBefore(passages, at)?.direction === 'IN';
  return isInside || !list.allowsReentry ? earliest(entries) : null;
}

/**
 * What a look at a ticket shows. `passages` are those who were let through before, as they were written down.
 * Whoever is inside may go out, whatever became of the ticket; a list where one goes in alone is the wrong one for it.
 */
export function judgeScan<P extends Passage>(
  list: ListRules,
  ticket: TicketFacts,
  look: Look,
  passages: readonly P[],
): Judgement<P> {
  if (!isOnList(list, ticket, look.direction)) return { result: 'WRONG_LIST', first: null };
  if (look.direction === 'OUT') {
    const last = lastBefore(passages, look.at);
    const first = last?.direction === 'OUT' ? last : null;
    return { result: first ? 'DUPLICATE' : 'ACCEPTED', first };
  }
  const fault = faultOf(ticket, look);
  if (fault) return { result: fault, first: null };
  const first = repeated(list, look.at, passages);
  return { result: first ? 'DUPLICATE' : 'ACCEPTED', first };
}
