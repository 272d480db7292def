import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const TICKS_PER_MS = 100 / 1000;

/** Milliseconds of CPU that a PostgreSQL has used so far, all its processes. */
export type ServerCpu = () => Promise<number>;

/** A process as Linux tells of it: its parent, its own ticks, and those of its children that have ended. */
async function processOf(pid: string): Promise<{ parent: string; own: number; ended: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [, parent = '', , , , , , , , , , user, system, endedUser, endedSystem] = fields;
  return {
    parent,
    own: Number(user) + Number(system),
    ended: Number(endedUser) + Number(endedSystem),
  };
}

/** Watches the PostgreSQL at an address; null unless it runs on this machine and this is Linux. */
export async function watchServer(adminUrl: string): Promise<ServerCpu | null> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const known = await processOf(String(rows[0]?.pid)).catch(() => null);
  await client.end();
  if (!known) return null;
  const postmaster = known.parent;
  return async () => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const all = await Promise.all(pids.map((pid) => processOf(pid).catch(() => null)));
    const living = all.reduce((sum, each) => (each?.parent === postmaster ? sum + each.own : sum), 0);
    const { own, ended } = await processOf(postmaster);
    return (living + own + ended) / TICKS_PER_MS;
  };
}
