import pg from 'pg';
import type { TenantId } from '../caller/caller.ts';
import { appRole, jobsSchema } from '../database/role-names.ts';
import { JOB_QUEUE } from '../jobs/job-names.ts';
import type { DueJob, JobOutcome } from '../jobs/job-queue.ts';
import type { TestSubgraph } from './test-subgraph.ts';

/** Until when jobs are to run, and of which tenant; of all unless it is given. */
export interface DueBy {
  readonly until: string | Date;
  readonly tenantId?: TenantId;
}

/** A job that ran: its kind, and how it ended. */
export interface RanJob {
  readonly type: string;
  readonly outcome: JobOutcome;
}

type ClaimedJob = DueJob & { readonly at: string; readonly type: string };

const CLAIM = (schema: string) => `
  update ${schema}.job set state = 'active', started_on = now(),
         retry_count = retry_count + (started_on is not null)::int
   where id = (select id from ${schema}.job
                where name = '${JOB_QUEUE}' and state in ('created', 'retry') and data ->> 'at' <= $1
                  and ($2::text is null or data ->> 'tenantId' = $2) and id <> all ($3::uuid[])
                order by data ->> 'at', created_on, id limit 1)
  returning id, data, data ->> 'at' as at, data ->> 'type' as type, retry_count as failures,
            retry_count >= retry_limit as "isLastAttempt"`;

const END = (schema: string) => `
  update ${schema}.job set state = $2::${schema}.job_state, completed_on = case $2 when 'retry' then null else now() end
   where id = $1`;

function stateAfter({ isLastAttempt }: DueJob, { kind }: JobOutcome): string {
  if (kind === 'done') return 'completed';
  return kind === 'failed' && !isLastAttempt ? 'retry' : 'failed';
}

/**
 * Lets the test's clock go to an instant and runs on the way whatever is due by it, one after the other, in the order
 * of their instants, jobs that those write included. What fails is tried again by the next call.
 */
export async function runDueJobs(test: TestSubgraph, { until, tenantId }: DueBy): Promise<readonly RanJob[]> {
  const { jobs, name } = test.subgraph;
  if (!jobs) throw new Error(`The subgraph ${name} has no jobs.`);
  const end = new Date(until);
  const ran: (RanJob & { readonly id: string })[] = [];
  const client = new pg.Client({ connectionString: test.database.url(appRole(name)) });
  await client.connect();
  const claim = async (): Promise<ClaimedJob | undefined> => {
    const tried = ran.map(({ id }) => id);
    const values = [end.toISOString(), tenantId ?? null, tried];
    return (await client.query<ClaimedJob>(CLAIM(jobsSchema(name)), values)).rows[0];
  };
  try {
    for (let job = await claim(); job; job = await claim()) {
      if (new Date(job.at) > test.clock.now()) test.clock.moveTo(job.at);
      const outcome = await jobs.run(job);
      await client.query(END(jobsSchema(name)), [job.id, stateAfter(job, outcome)]);
      ran.push({ id: job.id, type: job.type, outcome });
    }
  } finally {
    await client.end();
  }
  if (end > test.clock.now()) test.clock.moveTo(end);
  return ran.map(({ type, outcome }) => ({ type, outcome }));
}

/** The kinds and instants of a tenant's jobs that wait, in the order of their instants. */
export async function waitingJobs(
  test: TestSubgraph,
  tenantId: TenantId,
): Promise<readonly { readonly type: string; readonly at: string }[]> {
  const client = new pg.Client({ connectionString: test.database.url(appRole(test.subgraph.name)) });
  await client.connect();
  try {
    const { rows } = await client.query<{ type: string; at: string }>(
      `select data ->> 'type' as type, data ->> 'at' as at from ${jobsSchema(test.subgraph.name)}.job
        where state in ('created', 'retry') and data ->> 'tenantId' = $1
        order by data ->> 'at', data ->> 'type'`,
      [tenantId],
    );
    return rows;
  } finally {
    await client.end();
  }
}
