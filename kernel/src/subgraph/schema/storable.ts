/** A rule that a field of an input breaks. */
export interface InputFault {
  /** Where it is, such as `contact.name` or `scans.0.token`. */
  readonly field: string;
  readonly problem: string;
}

const FIRST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

// PostgreSQL keeps no NUL in a text, and half of a pair would come back as another character.
function problemOfText(text: string): string | null {
  if (text.includes('\0')) return 'must not contain the character NUL';
  return text.isWellFormed() ? null : 'must not contain half of a character';
}

function problemOf(value: unknown): string | null {
  if (typeof value === 'string') return problemOfText(value);
  if (!(value instanceof Date)) return null;
  const isKept = value.getTime() >= FIRST_MS && value.getTime() <= LAST_MS;
  return isKept ? null : 'must lie in the years 1 to 9999';
}

function partsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? Object.entries(value) : [];
}

/** What the database could not keep as it is said: text with NUL or halves of characters, instants of no year that has four digits. */
export function storableFaults(value: unknown, field = ''): InputFault[] {
  const problem = problemOf(value);
  if (problem) return [{ field, problem }];
  return partsOf(value).flatMap(([name, part]) => storableFaults(part, field ? `${field}.${name}` : name));
}
