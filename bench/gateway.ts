import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { composed } from '../gateway/test/composed.ts';
import { apollo, type Contestant, compiled, type Setting } from './contestants.ts';
import { type Figures, measure } from './measure.ts';
import { SHOP } from './shop.ts';

const README = new URL('README.md', import.meta.url);
const [BEGIN, END] = ['<!-- gateway: begin -->', '<!-- gateway: end -->'];
const REQUESTS = 400;
const SIDE_BY_SIDE = 8;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** The size of the answer, which must be the same from everybody. */
async function checkedBytes(contestants: readonly Contestant[]): Promise<number> {
  const answers = await Promise.all(contestants.map((contestant) => contestant.answer()));
  const sums = answers.map((text) =>
    createHash('sha256')
      .update(JSON.stringify(sorted(JSON.parse(text))))
      .digest('hex'),
  );
  if (new Set(sums).size !== 1) throw new Error(`The answers differ: ${answers.join('\n')}`);
  return answers[0]?.length ?? 0;
}

function row(where: string, name: string, figures: Figures, base: number): string {
  const { cpuMs, perSecond, p50Ms, p95Ms, p99Ms } = figures;
  const times = [p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(1)).join(' / ');
  return `| ${where} | ${name} | ${cpuMs.toFixed(2)} | ${(base / cpuMs).toFixed(1)}× | ${perSecond.toFixed(0)} | ${times} |`;
}

async function rows(where: string, setting: Setting): Promise<{ lines: string[]; bytes: number }> {
  const contestants = [await apollo(setting), await compiled(setting)];
  const bytes = await checkedBytes(contestants);
  const figures = await measure(contestants, REQUESTS, SIDE_BY_SIDE);
  for (const contestant of contestants) await contestant.close();
  const base = figures.get('@apollo/gateway')?.cpuMs ?? 0;
  return { lines: [...figures].map(([name, each]) => row(where, name, each, base)), bytes };
}

async function startServers(): Promise<{ child: ChildProcess; urls: Record<string, string> }> {
  const child = fork(new URL('shop-servers.ts', import.meta.url), { execArgv: process.execArgv });
  const [urls] = await once(child, 'message');
  return { child, urls };
}

const supergraphSdl = composed(SHOP);
const { child, urls } = await startServers();
const near = await rows('in process, executor alone', { supergraphSdl, urls: null, server: false });
const nearServed = await rows('in process, Apollo Server', { supergraphSdl, urls: null, server: true });
const far = await rows('over HTTP, executor alone', { supergraphSdl, urls, server: false });
const farServed = await rows('over HTTP, Apollo Server', { supergraphSdl, urls, server: true });
child.disconnect();
const table = [
  `An answer of ${(near.bytes / 1024).toFixed(1)} kB from four fetches; ${REQUESTS} requests a round, ${SIDE_BY_SIDE} at a time, medians of 7 rounds; Node ${process.version}.`,
  '',
  '| subgraphs | executor | CPU-ms per request | less by | requests per second | p50 / p95 / p99 ms |',
  '| --------- | -------- | -----------------: | ------: | ------------------: | -----------------: |',
  ...[near, nearServed, far, farServed].flatMap(({ lines }) => lines),
].join('\n');
const readme = await readFile(README, 'utf8');
const [before = '', rest = ''] = readme.split(BEGIN);
await writeFile(README, `${before}${BEGIN}\n\n${table}\n\n${END}${rest.split(END)[1] ?? ''}`);
process.stdout.write(`${table}\n`);
