import { describe, expect, it } from 'vitest';
import { isEmptyMigration, nextTimestamp, tidyMigration } from './migration-text.ts';

describe('the time of a migration', () => {
  const now = new Date('2026-11-21T07:45:09.999Z');

  it('is the clock in UTC', () => {
    expect(nextTimestamp(now, [])).toBe('20261121074509');
    expect(nextTimestamp(now, ['migration-20261121074508.ts', 'README.md'])).toBe('20261121074509');
  });

  it('comes after every migration that is there, though the clock says otherwise', () => {
    expect(nextTimestamp(now, ['migration-20261121074509-deposit.ts'])).toBe('20261121074510');
    expect(nextTimestamp(now, ['migration-20271231235959.ts', 'migration-20260101000000.ts'])).toBe(
      '20280101000000',
    );
  });
});

const draft = (schema: string, down: string) => `import { Migration } from '@mikro-orm/migrations';

export class Migration20261121074509 extends Migration {

  override name = 'Migration20261121074509';

  override up(): void | Promise<void> {
${schema}    this.addSql(\`create table "booking"."deposit" ("id" uuid not null);\`);
  }
${down}
}
`;

describe('a migration', () => {
  it('neither makes the schema nor goes down', () => {
    const drafted = draft(
      '    this.addSql(`create schema if not exists "booking";`);\n',
      '\n  override down(): void | Promise<void> {\n    this.addSql(`drop table if exists "booking"."deposit";`);\n  }\n',
    );
    const expected = draft('', '').replaceAll('20261121074509', '20261121080000');
    expect(tidyMigration(drafted, '20261121080000')).toBe(expected);
  });

  it('is empty when nothing else was to be done', () => {
    expect(isEmptyMigration(draft('', ''))).toBe(false);
    expect(isEmptyMigration('override up() {}')).toBe(true);
  });
});
