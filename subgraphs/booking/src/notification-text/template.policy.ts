import { type NotificationKind, VARIABLES } from './kinds.policy.ts';

/** A line that is said when a variable has a value, without naming it. */
export interface ConditionalLine {
  readonly given: string;
  readonly text: string;
}

/** The words of one kind of message in one language. `{name}` stands for a value. */
export interface Template {
  /** One line that says all that matters: the subject of a mail, and the whole of an SMS. */
  readonly subject: string;
  /** A line whose value is empty is left out. */
  readonly lines: readonly (string | ConditionalLine)[];
}

/** The words of all kinds in one language. */
export type Language = Readonly<Record<NotificationKind, Template>>;

/** Values by the names of variables. */
export type Values = Readonly<Record<string, string>>;

const VARIABLE = /\{(\w+)\}/g;

function namesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
}

/** What must have a value for a line to be said. */
function neededBy(line: string | ConditionalLine): string[] {
  return typeof line === 'string' ? namesIn(line) : [line.given, ...namesIn(line.text)];
}

function variablesIn({ subject, lines }: Template): string[] {
  return [...namesIn(subject), ...lines.flatMap(neededBy)];
}

/**
 * Hands the words of a language back.
 * @throws {RangeError} for a variable that a kind does not have: the house does not start with one.
 */
export function defineLanguage(language: Language): Language {
  const faults = Object.entries(VARIABLES).flatMap(([kind, known]) => {
    const template = Object.entries(language).find(([name]) => name === kind)?.[1];
    if (!template) return [`${kind} has no words.`];
    const names: readonly string[] = known;
    return variablesIn(template)
      .filter((name) => !names.includes(name))
      .map((name) => `${kind} has no {${name}}.`);
  });
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  return language;
}

/**
 * Puts values into a text.
 * @throws {RangeError} for a variable without a value.
 */
export function filled(text: string, values: Values): string {
  return text.replace(VARIABLE, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`There is no value for {${name}}.`);
    return value;
  });
}

/** The lines with their values, without those that need a value which is empty. */
export function filledLines(lines: Template['lines'], values: Values): string[] {
  return lines
    .filter((line) => neededBy(line).every((name) => values[name] !== ''))
    .map((line) => filled(typeof line === 'string' ? line : line.text, values));
}
