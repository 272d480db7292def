import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from './statement-summary.ts';

describe('the summary of a statement', () => {
  it.each([
    ['select r.id, r.name from "booking"."customer" r where tenant_id = $1', 'SELECT customer'],
    [
      'select "b0".* from "booking"."booking" as "b0" left join "session" as "s1" on true',
      'SELECT booking session',
    ],
    ['select a from b left join lateral (select c from d limit 1) x on true', 'SELECT b d'],
    [
      'insert into "outbox" ("id") select "id" from jsonb_to_recordset($1::jsonb) as row ("id" uuid)',
      'INSERT outbox',
    ],
    ['insert into "a" ("b") values (1) on conflict do update set "b" = 2', 'INSERT a'],
    ['update "session" set "seats_taken" = 1 where "id" = $1 returning "id"', 'UPDATE session'],
    ['delete from inbox where ctid = any (array (select ctid from inbox limit 5))', 'DELETE inbox'],
    ['select id from booking_jobs.job for update skip locked', 'SELECT job'],
    ['select id from job for no key update of job', 'SELECT job'],
    ['with old as (select id from a) delete from b using old where b.id = old.id', 'WITH a b'],
    ['select extract(epoch from now()), a is distinct from b from c', 'SELECT c'],
    [`select set_config('app.tenant_id', $1, true)`, 'SELECT'],
    [
      `start transaction isolation level repeatable read read only; select set_config('a', 'b', true)`,
      'START',
    ],
    ['commit', 'COMMIT'],
    ['analyze everything', 'OTHER'],
    ['select 1 from a join b on true join c on true join d on true join e on true', 'SELECT a b c d'],
  ])('names what is done to which tables: %s', (text, summary) => {
    expect(summaryOf(text)).toEqual({ operation: summary.split(' ')[0], summary });
  });

  it('holds nothing of what the ORM has written into a text as a value', () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => ` from ola update ola ${text}`);
    fc.assert(
      fc.property(value, fc.boolean(), fc.nat(60), (told, isCut, kept) => {
        const literal = `'${told.replaceAll("'", "''")}'`;
        const text = `insert into "customer" ("name") values (${literal})`;
        const cut = isCut ? text.slice(0, text.indexOf(literal) + 1 + kept) : text;
        expect(summaryOf(cut).summary).toBe('INSERT customer');
      }),
    );
  });

  it('looks at the beginning of a long statement only, and takes a value that is cut off for a value', () => {
    const long = `insert into "customer" ("name") values ('${' from ola'.repeat(10_000)}')`;
    expect(summaryOf(long).summary).toBe('INSERT customer');
  });
});
