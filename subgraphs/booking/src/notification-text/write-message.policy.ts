import type { Money } from '@freehold/kernel/values/money';
import { english } from './english.policy.ts';
import { amountsOf, clockOf, numbersOf } from './formats.policy.ts';
import type { NotificationKind } from './kinds.policy.ts';
import { norwegian } from './norwegian.policy.ts';
import { polish } from './polish.policy.ts';
import { filled, filledLines, type Language, type Values } from './template.policy.ts';

/** What a message tells; what is left out is not said. */
export interface MessageFacts {
  /** The name of the offering or the event. */
  readonly what: string;
  readonly startsAt: Date;
  /** IANA name: times are said by the clock on that wall. */
  readonly timeZone: string;
  readonly where?: string | null | undefined;
  readonly seats?: number;
  readonly tickets?: number;
  /** When it had been to begin. */
  readonly formerly?: Date;
  readonly deadline?: Date;
  /** When each of several begins, the first one first. */
  readonly dates?: readonly Date[];
  readonly refund?: Money;
  readonly fee?: Money;
  readonly total?: Money;
  /** What missing it costs beside a fee. */
  readonly strike?: boolean;
  readonly creditLost?: boolean;
}

/** The words of a message. */
export interface WrittenMessage {
  /** One line that says all that matters. */
  readonly subject: string;
  /** Lines. */
  readonly text: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  en: english,
  nb: norwegian,
  nn: norwegian,
  no: norwegian,
  pl: polish,
};

/** The words for a locale, and the locale in which dates and amounts stand among them: both English for one that has none. */
function wordsFor(locale: string): { readonly words: Language; readonly locale: string } {
  const words = LANGUAGES[new Intl.Locale(locale).language];
  return words ? { words, locale } : { words: english, locale: 'en-GB' };
}

function amount(locale: string, money: Money | undefined): string {
  if (!money || money.amountMinor === 0n) return '';
  const format = amountsOf(locale, money.currency);
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(Number(money.amountMinor) / 10 ** digits);
}

function valuesOf(facts: MessageFacts, locale: string): Values {
  const { timeZone, seats = 1, tickets, dates = [] } = facts;
  const clock = clockOf(locale, timeZone);
  const time = (at: Date | undefined) => (at ? clock.format(at) : '');
  const number = numbersOf(locale, 'decimal');
  return {
    what: facts.what,
    when: time(facts.startsAt),
    where: facts.where ?? '',
    seats: seats > 1 ? number.format(seats) : '',
    tickets: tickets === undefined ? '' : number.format(tickets),
    formerly: time(facts.formerly),
    deadline: time(facts.deadline),
    first: time(dates[0]),
    count: dates.length > 0 ? number.format(dates.length) : '',
    dates: dates.map((date) => clock.format(date)).join('\n'),
    refund: amount(locale, facts.refund),
    fee: amount(locale, facts.fee),
    total: amount(locale, facts.total),
    strike: facts.strike ? 'yes' : '',
    creditLost: facts.creditLost ? 'yes' : '',
  };
}

/** Writes a message in the language of a locale, a BCP 47 tag, or in English. It names nobody. */
export function writeMessage(kind: NotificationKind, wanted: string, facts: MessageFacts): WrittenMessage {
  const { words, locale } = wordsFor(wanted);
  const { subject, lines } = words[kind];
  const values = valuesOf(facts, locale);
  return { subject: filled(subject, values), text: filledLines(lines, values).join('\n') };
}
