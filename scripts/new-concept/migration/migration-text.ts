const TIMESTAMP = /^migration-(\d{14})/;
const CREATE_SCHEMA = /^ *this\.addSql\(`create schema [^\n]*\n/gm;
const DOWN = /\n {2}override down\(\)[\s\S]*?\n {2}\}\n/;

/** Seconds of UTC as digits: `20261121074500`. */
function digitsOf(instant: Date): string {
  return instant.toISOString().replace(/\D/g, '').slice(0, 14);
}

function instantOf(digits: string): Date {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits)?.map(Number) ?? [];
  return new Date(Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second));
}

/** The time that a new migration carries: now, or one second after the latest of `files` when that is not yet past. */
export function nextTimestamp(now: Date, files: readonly string[]): string {
  const [latest = ''] = files
    .map((file) => TIMESTAMP.exec(file)?.[1] ?? '')
    .sort()
    .reverse();
  const current = digitsOf(now);
  return current > latest ? current : digitsOf(new Date(instantOf(latest).getTime() + 1000));
}

/**
 * A migration as the ORM drafts it, in the form of this house: the schema is made before migrations run,
 * and there is no way down, since a migration that was shipped is only ever followed by another.
 */
export function tidyMigration(draft: string, timestamp: string): string {
  return draft
    .replace(CREATE_SCHEMA, '')
    .replace(DOWN, '')
    .replace(/\bMigration\d{14}\b/g, `Migration${timestamp}`);
}

/** Whether a migration does nothing. */
export function isEmptyMigration(text: string): boolean {
  return !text.includes('this.addSql(');
}
