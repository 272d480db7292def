import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../e2e/house/built-house.ts';
import { type Crowd, load, type Waited } from '../neighbours/load.ts';
import { quantile } from '../quantile.ts';
import { writeTable } from '../table.ts';
import type { LongestTurn, Serving } from './house.ts';

const IS_QUICK = process.argv.includes('--quick');
const LOADS = IS_QUICK ? 2 : 5;
const SECONDS_BETWEEN = 10;
const SECONDS = (LOADS + 1) * SECONDS_BETWEEN;
const DOCUMENTS = 400;
const PER_SECOND = 100;
const SCHEMA = fileURLToPath(new URL('../../schema', import.meta.url));

/** Documents that are planned each for itself, over two subgraphs. */
const questions = Array.from({ length: DOCUMENTS }, (_, index) =>
  JSON.stringify({
    query: `{ tenant { name } page${index}: sessions(from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z", first: 20) { edges { node { id startsAt seatsLeft offering { id name } } } } }`,
  }),
);
const CROWD: Crowd = { slug: 'fitzone', perSecond: PER_SECOND, people: 60, network: '203.0.113', questions };

/** What was measured while something else was done or not. */
interface Measured {
  readonly waited: Waited;
  readonly longest: LongestTurn;
}

async function longestTurn(house: ChildProcess): Promise<LongestTurn> {
  house.send('ask');
  const [longest] = await once(house, 'message');
  return longest;
}

async function measured(
  port: number,
  house: ChildProcess,
  meanwhile: () => Promise<void>,
): Promise<Measured> {
  await longestTurn(house);
  const [waited] = await Promise.all([load(port, CROWD, SECONDS), meanwhile()]);
  return { waited, longest: await longestTurn(house) };
}

/** Where schemas are loaded, from where, and where that is counted. */
interface Loading {
  readonly house: ChildProcess;
  readonly schemas: string;
  readonly metricsPort: number;
}

/** Has the house load the schema again and again; every time it is another text, and all of it is read anew. */
async function loadSchemas({ house, schemas, metricsPort }: Loading): Promise<void> {
  const file = join(schemas, 'supergraph.graphql');
  const supergraph = await readFile(file, 'utf8');
  for (let number = 1; number <= LOADS; number += 1) {
    await delay(SECONDS_BETWEEN * 1_000);
    await writeFile(file, `${supergraph}\n# ${number}\n`);
    house.kill('SIGHUP');
    while ((await loadsOf(metricsPort)) < number) await delay(100);
  }
}

async function loadsOf(metricsPort: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(/freehold_schema_loads_total\{outcome="loaded"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

function row(name: string, { waited, longest }: Measured): string {
  const tookMs = waited.tookMs.toSorted((one, other) => one - other);
  const ms = [0.5, 0.95, 0.99, 1].map((share) => quantile(tookMs, share).toFixed(1)).join(' / ');
  const asked = tookMs.length + waited.refused;
  return `| ${name} | ${asked} | ${waited.refused} | ${ms} | ${longest.ms.toFixed(0)} (${longest.cpuMs.toFixed(0)}) |`;
}

const directory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
const schemas = join(directory, 'schema');
await cp(SCHEMA, schemas, { recursive: true });
const metricsPort = await freePort();
const ways = JSON.stringify({
  DATA_DIR: join(directory, 'data'),
  SCHEMA_DIR: schemas,
  METRICS_PORT: String(metricsPort),
});
const house = fork(new URL('house.ts', import.meta.url), [ways], { execArgv: [] });
try {
  const [serving]: Serving[] = await once(house, 'message');
  const port = serving?.port ?? 0;
  await load(port, CROWD, SECONDS_BETWEEN);
  const quiet = await measured(port, house, async () => undefined);
  const busy = await measured(port, house, () => loadSchemas({ house, schemas, metricsPort }));
  const table = `${PER_SECOND} requests a second of ${DOCUMENTS} documents, each known; ${SECONDS} s.

| meanwhile | requests | refused | p50 / p95 / p99 / longest ms | longest turn of the loop, ms (of CPU) |
| --------- | -------: | ------: | ---------------------------: | ------------------------------------: |
${row('nothing is loaded', quiet)}
${row(`${LOADS} schemas are loaded`, busy)}`;
  if (IS_QUICK) process.stdout.write(`${table}\n`);
  else await writeTable('loading', table);
} finally {
  house.disconnect();
  await once(house, 'exit');
  await rm(directory, { recursive: true, force: true });
}
