import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { composed } from '../gateway/test/composed.ts';
import type { Urls } from './contestants/contestant.ts';
import { flagOf } from './flag.ts';
import { type Figures, measure, PRODUCTION, Runner } from './measure.ts';
import { SHOP } from './shop.ts';
import { writeTable } from './table.ts';

const SIDE_BY_SIDE = 8;
/** `--quick` takes fewer rounds and leaves the README as it is. */
const IS_QUICK = process.argv.includes('--quick');
const ROUNDS = IS_QUICK ? 3 : 7;
/** `--only=text` measures those with the text in their names, beside the first of their group. */
const ONLY = flagOf('only') ?? '';

/** Who is compared with whom; the first of each is what the others are held against. */
const GROUPS: readonly {
  readonly title: string;
  readonly requests: number;
  readonly names: readonly string[];
}[] = [
  {
    title: 'Over HTTP',
    // With fewer, what is compiled while it runs would still be compiled.
    requests: 2000,
    names: [
      '@apollo/gateway',
      '@graphql-hive/gateway',
      'freehold, executor alone',
      'its exchanges alone, nothing executed',
      'freehold, as served',
      "freehold, as served by Apollo Server's pipeline",
      'freehold, in Apollo Server',
      'Apollo Server, an executor that does nothing',
    ],
  },
  {
    title: 'Over HTTP, all requests alike, sharing what is under way',
    requests: 2000,
    names: [
      '@graphql-hive/gateway, sharing',
      'freehold, executor alone, sharing',
      'freehold, as served, sharing',
      'freehold, in Apollo Server, sharing',
    ],
  },
  {
    title: 'In one process',
    requests: 2000,
    names: ['one schema, graphql-jit', 'freehold, four subgraphs'],
  },
];

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** The size of the answer, which must be the same from everybody, but for what the product tells beside it. */
async function checkedBytes(runners: readonly Runner[]): Promise<number> {
  const answers = await Promise.all(runners.map((runner) => runner.answer()));
  const sums = answers.map((text) =>
    createHash('sha256')
      .update(JSON.stringify(sorted({ ...JSON.parse(text), extensions: null })))
      .digest('hex'),
  );
  if (new Set(sums).size !== 1)
    throw new Error(`The answers differ: ${answers.map((text) => text.slice(0, 200)).join('\n')}`);
  return answers[0]?.length ?? 0;
}

function row(name: string, figures: Figures, base: number): string {
  const { cpuMs, systemMs, perSecond, p50Ms, p95Ms, p99Ms, rssMb, heapMb, calls } = figures;
  const times = [p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(1)).join(' / ');
  const memory = [rssMb, heapMb].map((mb) => mb.toFixed(0)).join(' / ');
  return `| ${name} | ${cpuMs.toFixed(3)} (${systemMs.toFixed(3)}) | ${(base / cpuMs).toFixed(2)}× | ${calls.toFixed(2)} | ${perSecond.toFixed(0)} | ${times} | ${memory} |`;
}

/** What Hive needs to what each of ours does, where it is measured. */
function besideHive(figures: ReadonlyMap<string, Figures>): string[] {
  const hive = [...figures].find(([name]) => name.startsWith('@graphql-hive'));
  const ours = [...figures].filter(([name]) => name.startsWith('freehold'));
  if (!hive || ours.length === 0) return [];
  const ratios = ours.map(([name, { cpuMs }]) => `${name} ${(hive[1].cpuMs / cpuMs).toFixed(2)}×`);
  return [`Less than ${hive[0]} by: ${ratios.join('; ')}.`, ''];
}

async function startServers(): Promise<{ child: ChildProcess; urls: Urls }> {
  const child = fork(new URL('shop-servers.ts', import.meta.url), PRODUCTION);
  const [urls] = await once(child, 'message');
  return { child, urls };
}

const supergraphSdl = composed(SHOP);
const { child, urls } = await startServers();
const lines: string[] = [];

async function countCalls(): Promise<number> {
  child.send('count');
  const [calls] = await once(child, 'message');
  return calls;
}

for (const { title, names: all, requests } of GROUPS) {
  const names = all.filter((name, index) => index === 0 || name.includes(ONLY));
  const runners = await Promise.all(names.map((name) => Runner.start(name, { supergraphSdl, urls })));
  const bytes = await checkedBytes(runners);
  const figures = await measure(runners, requests, { rounds: ROUNDS, side: SIDE_BY_SIDE, countCalls });
  for (const runner of runners) runner.close();
  const base = figures.get(names[0] ?? '')?.cpuMs ?? 0;
  lines.push(
    `${title}: an answer of ${(bytes / 1024).toFixed(1)} kB, ${requests} requests a round, ${SIDE_BY_SIDE} at a time, medians of ${ROUNDS} rounds.`,
    '',
    '| contestant | CPU-ms per request (in the kernel) | less by | asked of subgraphs | requests per second | p50 / p95 / p99 ms | rss / heap MB |',
    '| ---------- | ---------------------------------: | ------: | -----------------: | ------------------: | -----------------: | ------------: |',
    ...[...figures].map(([name, each]) => row(name, each, base)),
    '',
    ...besideHive(figures),
  );
}
child.disconnect();
if (IS_QUICK) process.stdout.write(`${lines.join('\n')}\n`);
else await writeTable('gateway', lines.join('\n'));
