import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedCluster, startEmbeddedCluster } from '../embedded/embedded-cluster.ts';
import { checkDatabase } from './check-database.ts';
import { DatabaseRefused } from './database-refused.ts';
import { provisionDatabase } from './provision.ts';

const schemas = ['booking', 'billing'];
const passwordOf = (role: string) => `secret of ${role}`;
let parent: string;
let cluster: EmbeddedCluster;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'provision-'));
  cluster = await startEmbeddedCluster({
    directory: join(parent, 'data'),
    durable: false,
    password: 'admin',
  });
  await provisionDatabase({ adminUrl: cluster.adminUrl, database: 'house', schemas, passwordOf });
  await as(
    'booking_owner',
    `create table outbox (id int primary key, tenant_id uuid);
     create sequence place;
     grant select on outbox to freehold_relay;
     insert into outbox values (1)`,
  );
});

afterAll(async () => {
  await cluster?.stop();
  await rm(parent, { recursive: true, force: true });
});

const urlOf = (role: string, database = 'house') => cluster.url(database, role, passwordOf(role));

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}

const as = (role: string, sql: string) => ask(urlOf(role), sql);

describe('provisioning', () => {
  test('changes nothing when it is repeated, also five times at once', async () => {
    const fingerprint = () =>
      ask(
        urlOf('booking_owner'),
        `select (select json_agg(r order by r.rolname) from pg_roles r) as roles,
                (select json_agg(m order by m.oid) from pg_auth_members m) as members,
                (select json_agg(n order by n.oid) from pg_namespace n where nspname !~ '^pg_temp|^pg_toast') as schemas,
                (select json_agg(d order by d.oid) from pg_default_acl d) as defaults,
                (select datacl::text from pg_database where datname = 'house') as database`,
      );
    const before = await fingerprint();
    const again = () =>
      provisionDatabase({ adminUrl: cluster.adminUrl, database: 'house', schemas, passwordOf });
    await Promise.all(Array.from({ length: 5 }, again));
    expect(await fingerprint()).toEqual(before);
  });

  test('makes databases beside each other at once', async () => {
    const names = ['left', 'right', 'upper'];
    await Promise.all(
      names.map((database) =>
        provisionDatabase({
          adminUrl: cluster.adminUrl,
          database,
          schemas: ['booking', 'tenancy'],
          passwordOf,
        }),
      ),
    );
    for (const name of names)
      expect(await ask(urlOf('tenancy_app', name), 'select current_schema as schema')).toEqual([
        { schema: 'tenancy' },
      ]);
  });

  test('sets passwords anew and writes none in clear', async () => {
    const changed = (role: string) => `${passwordOf(role)}, changed`;
    const options = { adminUrl: cluster.adminUrl, database: 'house', schemas };
    await provisionDatabase({ ...options, passwordOf: changed });
    await expect(as('booking_app', 'select 1')).rejects.toThrow(/password authentication failed/);
    await provisionDatabase({ ...options, passwordOf });
    expect(await as('booking_app', 'select current_user as me')).toEqual([{ me: 'booking_app' }]);
  });

  test('takes from a role what it should not have', async () => {
    await ask(cluster.adminUrl, 'alter role booking_app superuser bypassrls createrole createdb');
    await provisionDatabase({ adminUrl: cluster.adminUrl, database: 'house', schemas, passwordOf });
    const sql =
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user';
    expect(await as('booking_app', sql)).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
    ]);
  });

  test('works for an admin who may make databases and roles and is no superuser', async () => {
    await ask(cluster.adminUrl, `create role landlord login createdb createrole password 'key'`);
    const options = {
      adminUrl: cluster.url('postgres', 'landlord', 'key'),
      database: 'rented',
      schemas: ['flat'],
      passwordOf,
    };
    const other = ['freehold_relay'].map((role) => `grant ${role} to landlord with admin option`);
    await ask(cluster.adminUrl, other.join(';'));
    await provisionDatabase(options);
    await provisionDatabase(options);
    await ask(urlOf('flat_owner', 'rented'), 'create table room (id int)');
    expect(await ask(urlOf('flat_app', 'rented'), 'insert into room values (1) returning id')).toEqual([
      { id: 1 },
    ]);
    await expect(
      checkDatabase(urlOf('flat_app', 'rented'), 'flat', { allowUnsafe: true }),
    ).resolves.toBeUndefined();
  });

  test('makes the database that its own address names', async () => {
    const url = new URL(cluster.adminUrl);
    url.pathname = '/fresh';
    await provisionDatabase({ adminUrl: url.href, database: 'fresh', schemas: ['booking'], passwordOf });
    expect(await ask(urlOf('booking_app', 'fresh'), 'select current_database() as name')).toEqual([
      { name: 'fresh' },
    ]);
  });

  test('says in a sentence that the admin may not do it', async () => {
    await ask(cluster.adminUrl, `create role guest login password 'key'`);
    const options = {
      adminUrl: cluster.url('postgres', 'guest', 'key'),
      database: 'none',
      schemas,
      passwordOf,
    };
    await expect(provisionDatabase(options)).rejects.toThrow(
      'The database "none" could not be prepared: permission denied to create database.',
    );
  });
});

describe('the rights of a role', () => {
  const forbidden: [role: string, sql: string][] = [
    ['booking_app', 'truncate outbox'],
    ['booking_app', 'create table mine (id int)'],
    ['booking_app', 'create table public.mine (id int)'],
    ['booking_app', 'create temporary table mine (id int)'],
    ['booking_app', 'drop table outbox'],
    ['booking_app', 'alter table outbox disable row level security'],
    ['booking_app', 'select from billing.anything'],
    ['booking_app', 'set role booking_owner'],
    ['booking_app', 'create role mine'],
    ['booking_app', 'create database mine'],
    ['booking_app', `set session_replication_role = 'replica'`],
    ['booking_owner', 'create table billing.mine (id int)'],
    ['booking_owner', 'create schema mine'],
    ['booking_owner', 'set role booking_app'],
    ['booking_relay', 'insert into booking.outbox values (2)'],
    ['booking_relay', 'delete from booking.outbox'],
    ['booking_relay', `select nextval('booking.place')`],
    ['billing_app', 'select from booking.outbox'],
  ];

  test.each(forbidden)('%s may not: %s', async (role, sql) => {
    await expect(as(role, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  const allowed: [role: string, sql: string][] = [
    ['booking_app', 'insert into outbox values (7)'],
    ['booking_app', 'update outbox set tenant_id = null where id = 7'],
    ['booking_app', 'select from outbox'],
    ['booking_app', 'delete from outbox where id = 7'],
    ['booking_app', `select nextval('place')`],
    ['booking_relay', 'select from booking.outbox'],
    ['billing_relay', 'select from booking.outbox'],
    ['booking_relay', 'listen something'],
    [
      'booking_owner',
      'create table rooms (tenant_id uuid, during tstzrange, exclude using gist (tenant_id with =, during with &&))',
    ],
  ];

  test.each(allowed)('%s may: %s', async (role, sql) => {
    await expect(as(role, sql)).resolves.toBeDefined();
  });

  test('keeps everybody else out of the database', async () => {
    await ask(cluster.adminUrl, `create role stranger login password 'key'`);
    await expect(ask(cluster.url('house', 'stranger', 'key'), 'select 1')).rejects.toThrow(
      /permission denied for database/,
    );
  });

  test('cuts off a serving role that takes too long, and no owner', async () => {
    const sql = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
                        current_setting('idle_in_transaction_session_timeout') as idle, current_schema as schema`;
    expect(await as('booking_app', sql)).toEqual([
      { statement: '5s', lock: '2s', idle: '10s', schema: 'booking' },
    ]);
    expect(await as('booking_owner', sql)).toEqual([
      { statement: '0', lock: '0', idle: '0', schema: 'booking' },
    ]);
  });
});

describe('the boot check', () => {
  const refusal = (url: string, schema = 'booking') =>
    checkDatabase(url, schema, { allowUnsafe: true }).catch((error: unknown) => error);

  test('accepts the serving role', async () => {
    await expect(
      checkDatabase(urlOf('booking_app'), 'booking', { allowUnsafe: true }),
    ).resolves.toBeUndefined();
  });

  test('refuses a superuser', async () => {
    const error = await refusal(cluster.url('house', 'postgres', 'admin'));
    expect(error).toBeInstanceOf(DatabaseRefused);
    expect(String(error)).toContain('The role "postgres" is a superuser');
  });

  test('refuses the owner of the schema and of its tables', async () => {
    const error = await refusal(urlOf('booking_owner'));
    expect(error).toMatchObject({
      reasons: [
        expect.stringContaining('owns the schema "booking"'),
        expect.stringContaining('owns the table "booking.outbox"'),
      ],
    });
  });

  test('refuses a role that row level security does not bind', async () => {
    await ask(
      cluster.adminUrl,
      `create role ghost login bypassrls password 'key'; grant connect on database house to ghost`,
    );
    expect(String(await refusal(cluster.url('house', 'ghost', 'key')))).toContain(
      'bypasses row level security',
    );
  });

  test('refuses a role that may become the owner', async () => {
    await ask(
      cluster.adminUrl,
      `create role heir login password 'key'; grant booking_owner to heir; grant connect on database house to heir`,
    );
    expect(String(await refusal(cluster.url('house', 'heir', 'key')))).toContain('may act for its owner');
  });

  test('refuses a server that forgets what it has confirmed', async () => {
    await expect(checkDatabase(urlOf('booking_app'), 'booking')).rejects.toThrow(
      /may lose what it has confirmed/,
    );
  });

  test('refuses a schema that is not there, and a database that cannot be reached', async () => {
    expect(String(await refusal(urlOf('booking_app'), 'nowhere'))).toContain('There is no schema "nowhere"');
    expect(String(await refusal(urlOf('booking_app', 'no_house')))).toContain('cannot be asked');
  });
});
