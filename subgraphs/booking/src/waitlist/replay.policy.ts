import type { UnfitParty, WaitlistMode } from '../policy/rules.policy.ts';
import { lineOf } from './line.policy.ts';

/** What can happen in a waitlist. */
export const RECORD_KINDS = {
  JOINED: 'JOINED',
  PRIORITIZED: 'PRIORITIZED',
  SEATS_FREED: 'SEATS_FREED',
  SKIPPED: 'SKIPPED',
  PROMOTED: 'PROMOTED',
  OFFERED: 'OFFERED',
  ACCEPTED: 'ACCEPTED',
  DECLINED: 'DECLINED',
  EXPIRED: 'EXPIRED',
  LEFT: 'LEFT',
  CLOSED: 'CLOSED',
} as const;
/** One of {@link RECORD_KINDS}. */
export type RecordKind = keyof typeof RECORD_KINDS;

/** Why a party is skipped that is larger than the seats that are free. */
export const PARTY_DOES_NOT_FIT = 'PARTY_DOES_NOT_FIT';

/** What the log tells of one thing that happened. */
export interface LogRecord {
  readonly kind: RecordKind;
  readonly entryId: string | null;
  readonly seats: number | null;
  readonly priority: number | null;
  readonly place: number | null;
  readonly mode: WaitlistMode | null;
  readonly unfitParty: UnfitParty | null;
  readonly reason: string | null;
}

/** Somebody whose turn it was, and what came of it. */
export interface Turn {
  readonly entryId: string;
  readonly place: number;
  readonly outcome: 'PROMOTED' | 'OFFERED' | 'SKIPPED';
}

interface InLine {
  readonly entryId: string;
  readonly seats: number;
  readonly priority: number;
  readonly position: string;
}

const TURNS: ReadonlySet<RecordKind> = new Set(['PROMOTED', 'OFFERED', 'SKIPPED']);

/** The turns as the log tells them. */
export function turnsIn(log: readonly LogRecord[]): readonly Turn[] {
  return log.flatMap(({ kind, entryId, place }) =>
    entryId !== null && place !== null && (kind === 'PROMOTED' || kind === 'OFFERED' || kind === 'SKIPPED')
      ? [{ entryId, place, outcome: kind }]
      : [],
  );
}

/** The records that tell what was done with seats that were free at an index. */
function runAfter(log: readonly LogRecord[], index: number): readonly LogRecord[] {
  const rest = log.slice(index + 1);
  const end = rest.findIndex(({ kind }) => !TURNS.has(kind));
  return end === -1 ? rest : rest.slice(0, end);
}

/** Whom the rules of booking refused in a run: that cannot be known from the line, and is taken from the log. */
function refusedIn(run: readonly LogRecord[]): ReadonlySet<string | null> {
  const refused = run.filter(({ kind, reason }) => kind === 'SKIPPED' && reason !== PARTY_DOES_NOT_FIT);
  return new Set(refused.map(({ entryId }) => entryId));
}

/** Seats that are free after somebody's turn; nobody behind a party for which the line is held has one. */
function freeAfter(free: number, seats: number, isGiven: boolean, unfitParty: UnfitParty | null): number {
  if (isGiven) return free - seats;
  return seats > free && unfitParty === 'HOLD_LINE' ? 0 : free;
}

/** Gives free seats to a line. */
function give(line: readonly InLine[], freed: LogRecord, run: readonly LogRecord[]): readonly Turn[] {
  const turns: Turn[] = [];
  const refused = refusedIn(run);
  const given = freed.mode === 'OFFER' ? 'OFFERED' : 'PROMOTED';
  let free = freed.reason === null ? (freed.seats ?? 0) : 0;
  for (const [index, { entryId, seats }] of line.entries()) {
    if (free === 0) break;
    const isGiven = seats <= free && !refused.has(entryId);
    turns.push({ entryId, place: index + 1, outcome: isGiven ? given : 'SKIPPED' });
    free = freeAfter(free, seats, isGiven, freed.unfitParty);
  }
  return turns;
}

/** Who waits after one more record; who got seats is known from the turns. */
function afterRecord(
  waiting: readonly InLine[],
  { kind, entryId, seats, priority }: LogRecord,
  index: number,
) {
  if (entryId === null || TURNS.has(kind)) return waiting;
  const others = waiting.filter((each) => each.entryId !== entryId);
  if (kind === 'JOINED')
    return [...others, { entryId, seats: seats ?? 0, priority: priority ?? 0, position: String(index) }];
  if (kind !== 'PRIORITIZED') return others;
  return waiting.map((each) =>
    each.entryId === entryId ? { ...each, priority: priority ?? each.priority } : each,
  );
}

/**
 * Whose turn it had to be, each time that seats were free, by the log of one session in its order: found anew from who
 * joined, left and was prioritized, and from how many seats were free. It equals {@link turnsIn} when the line was
 * kept.
 */
export function replay(log: readonly LogRecord[]): readonly Turn[] {
  const turns: Turn[] = [];
  let waiting: readonly InLine[] = [];
  for (const [index, record] of log.entries()) {
    if (record.kind === 'SEATS_FREED') {
      const given = give(lineOf(waiting), record, runAfter(log, index));
      const gone = new Set(
        given.filter(({ outcome }) => outcome !== 'SKIPPED').map(({ entryId }) => entryId),
      );
      waiting = waiting.filter(({ entryId }) => !gone.has(entryId));
      turns.push(...given);
    }
    waiting = afterRecord(waiting, record, index);
  }
  return turns;
}
