import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaDifference } from '../database/migrate.ts';
import type { Concept, SubgraphDefinition } from '../subgraph/concept.ts';
import { entitiesOf } from '../subgraph/entities.ts';
import { buildGuardedSchema } from '../subgraph/schema/build-schema.ts';
import { newId, uuidOf } from '../values/id.ts';
import { rulesMisread } from './rules-misread.ts';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.ts';

/** What differs between subgraphs: the tables that by design have no tenant. */
export interface Laws {
  readonly globalTables: readonly string[];
  readonly others?: readonly SubgraphDefinition[];
  readonly settings?: Readonly<Record<string, string>>;
}

interface Table {
  name: string;
  has_tenant: boolean;
  forced: boolean;
  key: string[];
}

const TABLES = `
  select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as forced,
         exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant,
         (select array_agg(a.attname::text order by k.ordinality)
            from pg_index i cross join unnest(i.indkey::int[]) with ordinality k(attnum, ordinality)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
           where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> 'migration' order by 1`;

const CONSTRAINTS = `
  select con.conname as name, con.contype as kind,
         (select a.attname::text from pg_attribute a where a.attrelid = con.conrelid and a.attnum = con.conkey[1]) as first
    from pg_constraint con join pg_namespace n on n.oid = con.connamespace join pg_class c on c.oid = con.conrelid
   where n.nspname = $1 and con.contype in ('f', 'u', 'x') and c.relname <> all($2)`;

/** The subgraph with the first rule of a concept torn out. */
function withoutOneRule(definition: SubgraphDefinition, concept: Concept) {
  return Object.entries(concept.permissions)
    .slice(0, 1)
    .flatMap(([type, fields]) =>
      Object.keys(fields)
        .slice(0, 1)
        .map((field) => {
          const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));
          const torn = { ...concept, permissions: { ...concept.permissions, [type]: rest } };
          const concepts = definition.concepts.map((each) => (each === concept ? torn : each));
          return { name: `${type}.${field}`, torn: { ...definition, concepts } };
        }),
    );
}

/** The laws that every subgraph keeps, as tests; the list of tables comes from PostgreSQL's own catalog. */
export function keepsTheLaws(definition: SubgraphDefinition, laws: Laws): void {
  describe(`the laws of ${definition.name}`, () => {
    let test: TestSubgraph;
    let app: pg.Client;
    let tables: Table[];

    beforeAll(async () => {
      test = await startTestSubgraph(definition, {
        others: laws.others ?? [],
        settings: laws.settings ?? {},
      });
      app = new pg.Client({ connectionString: test.database.url(`${definition.name}_app`) });
      await app.connect();
      tables = (await app.query<Table>(TABLES, [definition.name])).rows;
    });
    afterAll(async () => {
      await app.end();
      await test.close();
    });

    it('tells in @access what its rules enforce, so that the gateway may judge before it fetches', () => {
      expect(rulesMisread(definition)).toEqual([]);
    });

    it('has exactly the named tables without a tenant', () => {
      const global = tables.filter((table) => !table.has_tenant).map(({ name }) => name);
      expect(global.sort()).toEqual(['event_cursor', ...laws.globalTables].sort());
    });

    it('forces row level security on every table with a tenant, and starts its key with the tenant', () => {
      const own = tables.filter((table) => table.has_tenant);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((table) => !table.forced || table.key[0] !== 'tenant_id')).toEqual([]);
    });

    it('starts every foreign key, unique and exclusion constraint of a tenant table with the tenant', async () => {
      const { rows } = await app.query(CONSTRAINTS, [
        definition.name,
        ['event_cursor', ...laws.globalTables],
      ]);
      expect(rows.filter((row) => row.first !== 'tenant_id')).toEqual([]);
    });

    it('shows no row to the role that serves while no tenant is named', async () => {
      for (const { name } of tables.filter((table) => table.has_tenant)) {
        const { rows } = await app.query(`select count(*)::int as count from ${definition.name}.${name}`);
        expect([name, rows[0]?.count]).toEqual([name, 0]);
      }
    });

    it("refuses to write a row of another tenant, whatever the table's columns are", async () => {
      for (const { name } of tables.filter((table) => table.has_tenant)) {
        await app.query('begin');
        await app.query("select set_config('app.tenant_id', $1, true)", [uuidOf(newId('tnt'))]);
        const writing = app.query(
          `insert into ${definition.name}.${name} select (jsonb_populate_record(null::${definition.name}.${name}, $1)).*`,
          [{ tenant_id: uuidOf(newId('tnt')) }],
        );
        await expect(writing, name).rejects.toThrow(/row-level security/);
        await app.query('rollback');
      }
    });

    it('gives the role that serves no right to empty, own or alter a table', async () => {
      const { rows } = await app.query(
        `select table_name from information_schema.role_table_grants
          where grantee = current_user and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')`,
      );
      expect(rows).toEqual([]);
    });

    it('has migrations that lead to exactly the tables of its entities', async () => {
      const difference = await schemaDifference({
        ownerUrl: test.database.url(`${definition.name}_owner`),
        schema: definition.name,
        entities: entitiesOf(definition),
        folder: definition.migrations,
      });
      expect(difference).toBe('');
    });

    it('guards every field, and does not start when one rule is missing', async () => {
      await expect(buildGuardedSchema(definition)).resolves.toBeDefined();
      for (const { name, torn } of definition.concepts.flatMap((concept) =>
        withoutOneRule(definition, concept),
      ))
        await expect(buildGuardedSchema(torn)).rejects.toThrow(`${name} has no rule.`);
    });

    it('keeps tenantId out of its public schema', async () => {
      const { sdl } = await buildGuardedSchema(definition);
      const open = sdl
        .split('\n')
        .filter((line) => /\btenantId\b/.test(line) && !line.includes('@inaccessible'));
      expect(open).toEqual([]);
    });
  });
}
