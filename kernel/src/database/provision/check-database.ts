import pg from 'pg';
import { DatabaseRefused } from './database-refused.ts';

const VERSION_MIN = 160_000;
const CONNECT_MS_MAX = 10_000;

/** What a boot check may overlook. */
export interface CheckDatabaseOptions {
  /** True only in tests: a server that may lose what was committed is accepted. */
  readonly allowUnsafe?: boolean;
}

interface Findings {
  readonly role: string;
  readonly version: string;
  readonly isOld: boolean;
  readonly isSuperuser: boolean;
  readonly bypassesRowSecurity: boolean;
  readonly hasSchema: boolean;
  readonly ownsSchema: boolean;
  readonly ownedTable: string | null;
  readonly isForgetful: boolean;
}

const FINDINGS = `
  select current_user as role,
         current_setting('server_version') as version,
         current_setting('server_version_num')::int < ${VERSION_MIN} as "isOld",
         me.rolsuper as "isSuperuser",
         me.rolbypassrls as "bypassesRowSecurity",
         space.oid is not null as "hasSchema",
         coalesce(pg_has_role(space.nspowner, 'MEMBER'), false) as "ownsSchema",
         (select relname from pg_class
           where relnamespace = space.oid and relkind in ('r', 'p', 'v', 'm', 'f') and pg_has_role(relowner, 'MEMBER')
           order by relname limit 1) as "ownedTable",
         current_setting('synchronous_commit') = 'off' or current_setting('fsync') = 'off' as "isForgetful"
    from pg_roles me left join pg_namespace space on space.nspname = $1
   where me.rolname = current_user`;

/**
 * The boot check of a subgraph: that the role it serves with is bound by row level security
 * and that the server keeps what it has confirmed.
 * @throws {DatabaseRefused} with a sentence for each thing that is wrong, also when the database cannot be reached.
 */
export async function checkDatabase(
  url: string,
  schema: string,
  { allowUnsafe = false }: CheckDatabaseOptions = {},
): Promise<void> {
  const found = await findings(url, schema);
  const reasons = reasonsAgainst(found, schema).filter((reason) => reason !== null);
  if (found.isForgetful && !allowUnsafe)
    reasons.push(
      'The server may lose what it has confirmed: set fsync to on, and synchronous_commit to anything but off.',
    );
  if (reasons.length > 0) throw new DatabaseRefused(reasons);
}

async function findings(url: string, schema: string): Promise<Findings> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  try {
    await client.connect();
    const { rows } = await client.query<Findings>(FINDINGS, [schema]);
    const [found] = rows;
    if (found) return found;
    throw new Error('it does not know its own role');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused([`The database of "${schema}" cannot be asked: ${reason}.`], error);
  } finally {
    await client.end();
  }
}

function reasonsAgainst(found: Findings, schema: string): (string | null)[] {
  const refused = (isWrong: boolean, reason: string) => (isWrong ? reason : null);
  if (found.isSuperuser)
    return [
      `The role "${found.role}" is a superuser, whom no row level security binds: serve as "${schema}_app".`,
    ];
  return [
    refused(found.isOld, `PostgreSQL ${found.version} is too old: 16 or newer is needed.`),
    refused(
      found.bypassesRowSecurity,
      `The role "${found.role}" bypasses row level security: take BYPASSRLS from it.`,
    ),
    refused(!found.hasSchema, `There is no schema "${schema}": provision and migrate the database first.`),
    refused(
      found.ownsSchema,
      `The role "${found.role}" owns the schema "${schema}", or may act for its owner: serve as "${schema}_app".`,
    ),
    refused(
      found.ownedTable !== null,
      `The role "${found.role}" owns the table "${schema}.${found.ownedTable}", or may act for its owner.`,
    ),
  ];
}
