import type { ScanResult } from '../../../graphql/generated/graphql.ts';

/** What a scan showed, as far as words about it need it. Instants are ISO 8601. */
export interface ScanFacts {
  readonly result: ScanResult;
  readonly direction: 'IN' | 'OUT';
  readonly firstScan?:
    | { readonly recordedAt: string; readonly list: { readonly name: string } }
    | null
    | undefined;
}

/** What the gate says: a word to be seen from afar, a sentence, and whether somebody may pass. */
export interface Verdict {
  readonly tone: 'yes' | 'no' | 'ask';
  readonly word: string;
  readonly sentence: string;
}

const NO: Readonly<Record<Exclude<ScanResult, 'ACCEPTED' | 'DUPLICATE'>, readonly [string, string]>> = {
  REVOKED: ['Not valid', 'This ticket was canceled, handed on or made out anew. Ask for the newest one.'],
  WRONG_LIST: ['Wrong gate', 'This ticket is good, but not here.'],
  NOT_YET: ['Too early', 'This gate is not open for it yet.'],
  EXPIRED: ['Over', 'The event of this ticket has ended.'],
  UNPAID: ['Not paid', 'The order of this ticket was not paid.'],
  INVALID_TICKET: ['Not valid', 'This is none of our tickets.'],
};

/**
 * What a scan means at the gate.
 * @param timeOf writes an instant as date and time.
 */
export function verdictOf(
  { result, direction, firstScan }: ScanFacts,
  timeOf: (instant: string) => string,
): Verdict {
  if (result === 'ACCEPTED')
    return direction === 'IN'
      ? { tone: 'yes', word: 'Welcome', sentence: 'The ticket is good.' }
      : { tone: 'yes', word: 'Goodbye', sentence: 'Gone out.' };
  if (result === 'DUPLICATE') {
    const first = firstScan ? `First scanned ${timeOf(firstScan.recordedAt)} at ${firstScan.list.name}.` : '';
    return { tone: 'no', word: 'Already scanned', sentence: first };
  }
  const [word, sentence] = NO[result];
  return { tone: 'no', word, sentence };
}

/** What a refusal of a scan means at the gate. `CONFIRMATION_REQUIRED` asks the staff to look. */
export function verdictOfRefusal(code: string, sentence: string): Verdict {
  if (code === 'INVALID_TICKET' || code === 'INVALID')
    return { tone: 'no', word: 'Not valid', sentence: NO.INVALID_TICKET[1] };
  if (code === 'CONFIRMATION_REQUIRED')
    return {
      tone: 'ask',
      word: 'Look at the card',
      sentence: 'Confirm that it belongs to whoever stands here.',
    };
  return { tone: 'no', word: 'Not scanned', sentence };
}
