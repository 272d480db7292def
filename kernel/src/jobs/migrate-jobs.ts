import pg from 'pg';
import { type Db, PgBoss } from 'pg-boss';
import { jobsSchema } from '../database/role-names.ts';
import { JOB_QUEUE, SET_ASIDE_QUEUE } from './job-names.ts';

const DAY_SECONDS = 86_400;

/** Five further attempts, from 10 seconds after the first failure to some minutes after the last. */
const JOB_RETRIES = { retryLimit: 5, retryDelay: 10, retryBackoff: true, retryDelayMax: 600 };
const JOB_LIFE = {
  /** An attempt that takes longer counts as failed. */
  expireInSeconds: 900,
  /** A process that was silent for so long is taken for dead, and its jobs run elsewhere. */
  heartbeatSeconds: 60,
  /** How long after its instant a job may still begin. */
  retentionSeconds: 365 * DAY_SECONDS,
  /** How long after its end a job is kept. */
  deleteAfterSeconds: 7 * DAY_SECONDS,
};

/**
 * Makes the tables of a subgraph's jobs, or brings them up to date: as the owner of the schema, which stands since the
 * database was provisioned. Two processes may do it at once.
 */
export async function migrateJobs(ownerUrl: string, subgraph: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const schema = jobsSchema(subgraph);
  try {
    await client.query("select pg_advisory_lock(hashtext('freehold.jobs'), hashtext($1))", [schema]);
    await install(client, schema);
    for (const statement of indexesOf(schema)) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function install(client: pg.Client, schema: string): Promise<void> {
  const db: Db = { executeSql: (text, values) => client.query(text, values) };
  const boss = new PgBoss({ db, schema, createSchema: false, supervise: false, schedule: false });
  await boss.start();
  try {
    await boss.createQueue(SET_ASIDE_QUEUE, { retentionSeconds: JOB_LIFE.retentionSeconds });
    await boss.createQueue(JOB_QUEUE, { ...JOB_RETRIES, ...JOB_LIFE, deadLetter: SET_ASIDE_QUEUE });
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

/**
 * pg-boss looks for work in the order in which it was written, which walks through everything that waits for its
 * instant; by the instant it finds what is due at once. The other index finds the job that a key stands for.
 */
function indexesOf(schema: string): string[] {
  const jobs = `${pg.escapeIdentifier(schema)}.job_common`;
  return [
    `create index if not exists job_due on ${jobs} (name, start_after) where state < 'active' and not blocked`,
    `create index if not exists job_key on ${jobs} (singleton_key, start_after)
       where state = 'created' and singleton_key is not null`,
  ];
}
