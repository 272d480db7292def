/** Only the beginning is looked at: a statement that writes many rows may be long. */
const CHARACTERS_MAX = 4_000;
const TABLES_MAX = 4;

const LITERAL = /'(?:[^']|'')*(?:'|$)/g;
const OPERATION =
  /^\s*\(?\s*(select|insert|update|delete|with|begin|start|commit|rollback|savepoint|release|lock|set)\b/i;
const NAME = '(?:"?[a-z_][a-z0-9_]*"?\\.)?"?([a-z_][a-z0-9_]*)';
// What follows `from` may be a function, a part of a date, or what something differs from.
const TABLE = new RegExp(
  `\\b(?:(?:(?<!distinct )from|join)\\s+(?:only\\s+)?${NAME}(?![a-z0-9_"]*\\s*[(.])` +
    `|into\\s+${NAME}|(?<!(?:for|key|do)\\s)update\\s+(?:only\\s+)?${NAME})`,
  'gi',
);
const NO_TABLES: ReadonlySet<string> = new Set(['lateral', 'select', 'unnest']);

/** What a statement does, and to which tables, by words of the statement alone. */
export interface StatementSummary {
  /** Its first word, in capitals: `SELECT`; `OTHER` for one that is not expected. */
  readonly operation: string;
  /** The operation and up to four tables, in the order in which they are named: `SELECT booking session`. */
  readonly summary: string;
}

/**
 * Sums up a statement without anything that was bound or written into it: the ORM writes values into its texts, so what
 * stands in quotation marks is taken away before anything is read, and of the rest only names of tables are kept.
 */
export function summaryOf(text: string): StatementSummary {
  const read = text.slice(0, CHARACTERS_MAX).replaceAll(LITERAL, '?');
  const operation = OPERATION.exec(read)?.[1]?.toUpperCase() ?? 'OTHER';
  const named = Array.from(read.matchAll(TABLE), ([, one, two, three]) => one ?? two ?? three ?? '');
  const tables = [...new Set(named)].filter((name) => !NO_TABLES.has(name.toLowerCase()));
  return { operation, summary: [operation, ...tables.slice(0, TABLES_MAX)].join(' ') };
}
