import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import pg from 'pg';
import { z } from 'zod';
import { writeTable } from '../table.ts';
import { type Figures, figuresOf, ratioOf, thriftOf } from './figures.ts';
import type { BookingOptions } from './options.ts';
import type { Score } from './rounds.ts';

/** All that was measured. */
export interface Results {
  readonly options: BookingOptions;
  /** Ours, ours without GraphQL, raw pg, PostGraphile. */
  readonly peers: readonly Score[];
  /** Ours with few tenants, ours with many. */
  readonly tenants: readonly Score[];
  readonly checksum: string;
}

const ms = (value: number) => value.toFixed(2);

function tableOf(rows: readonly Figures[]): string {
  const lines = rows.map(
    ({ label, rps, p50, p95, p99, cpuMs, serverMs }) =>
      `| ${label} | ${rps.toFixed(0)} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${ms(cpuMs)} | ${ms(serverMs)} |`,
  );
  return [
    '| | requests/s | p50 ms | p95 ms | p99 ms | CPU-ms/request | of PostgreSQL |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function ratiosOf({ peers, tenants, options }: Results): string {
  const [ours, alone, raw, postgraphile] = peers;
  const [few, many] = tenants;
  if (!ours || !alone || !raw || !postgraphile || !few || !many) throw new Error('Somebody is missing.');
  const tenantsSaid = `${options.tenants.toLocaleString('en')} → ${options.manyTenants.toLocaleString('en')}`;
  const rows: readonly (readonly [string, Score, Score, number | null])[] = [
    ['the read alone / raw pg', alone, raw, 0.7],
    ['GraphQL / PostGraphile 5', ours, postgraphile, 1.6],
    [`GraphQL, ${tenantsSaid} tenants`, many, few, 0.95],
    ['GraphQL / raw pg', ours, raw, null],
    ['the read alone / PostGraphile 5', alone, postgraphile, null],
  ];
  const lines = rows.map(([what, one, other, goal]) => {
    const ratio = ratioOf(one, other);
    const verdict = goal === null ? '| |' : `| ≥ ${goal} | ${ratio >= goal ? 'met' : 'missed'}`;
    return `| ${what} | ${ms(ratio)} | ${ms(thriftOf(one, other))} ${verdict} |`;
  });
  return [
    '| ours to theirs | requests/s | requests for the same CPU | goal of requests/s | |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

async function versionOf(name: string): Promise<string> {
  const file = new URL(import.meta.resolve(name));
  const parts = file.pathname.split('/');
  const end = parts.lastIndexOf('node_modules') + 1 + name.split('/').length;
  const text = await readFile(new URL(`${parts.slice(0, end).join('/')}/package.json`, file), 'utf8');
  return `${name} ${z.object({ version: z.string() }).parse(JSON.parse(text)).version}`;
}

/** What was measured with, in a sentence. */
export async function versionsOf(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  const versions = await Promise.all(
    ['pg', 'postgraphile', '@mikro-orm/postgresql', 'graphql'].map(versionOf),
  );
  const load = loadavg().map((value) => value.toFixed(1));
  return (
    `PostgreSQL ${rows[0]?.server_version}, ${versions.join(', ')}; load average ${load.join(' ')} at the end ` +
    '(one contender at work at a time).'
  );
}

/** Writes the report into `bench/README.md`. */
export async function report(results: Results, adminUrl: string): Promise<void> {
  const { rows, tenants, concurrency, rounds, milliseconds } = results.options;
  const text = [
    `${rows.toLocaleString('en')} bookings of ${tenants.toLocaleString('en')} tenants, ${concurrency} requests at once, ` +
      `${rounds} alternating rounds of ${milliseconds / 1000} s; equal answers checked (${results.checksum}).`,
    tableOf(results.peers.map(figuresOf)),
    ratiosOf(results),
    await versionsOf(adminUrl),
  ].join('\n\n');
  await writeTable('booking', text);
}
