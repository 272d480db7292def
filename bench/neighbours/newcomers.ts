import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LongestTurn, Serving } from '../loading/house.ts';
import { hostileDocument } from '../planning/hostile.ts';
import { quantile } from '../quantile.ts';
import { writeTable } from '../table.ts';
import { type Crowd, load, type Waited } from './load.ts';

const IS_QUICK = process.argv.includes('--quick');
const SECONDS = IS_QUICK ? 6 : 12;
const ROUNDS = IS_QUICK ? 1 : 5;
const PER_SECOND = 500;
const QUIET: Crowd = { slug: 'yogaflow', perSecond: 10, people: 4, network: '198.51.100' };
let asked = 0;

/** Within what a tenant may ask, and no document of theirs has ever been seen. */
function loud(): Crowd {
  const questions = Array.from({ length: PER_SECOND * (SECONDS + 2) }, () => {
    asked += 1;
    return JSON.stringify({ query: hostileDocument(asked) });
  });
  return { slug: 'fitzone', perSecond: PER_SECOND, people: 60, network: '203.0.113', questions };
}

/** What was measured of the quiet ones, of the loop, and of the loud ones. */
interface Measured {
  readonly quiet: Waited;
  readonly longest: LongestTurn;
  readonly loud: Waited | null;
}

async function longestTurn(house: ChildProcess): Promise<LongestTurn> {
  house.send('ask');
  const [longest] = await once(house, 'message');
  return longest;
}

async function measured(port: number, house: ChildProcess, others: Crowd | null): Promise<Measured> {
  await longestTurn(house);
  const [quiet, noise] = await Promise.all([
    load(port, QUIET, SECONDS),
    others ? load(port, others, SECONDS) : null,
  ]);
  return { quiet, loud: noise, longest: await longestTurn(house) };
}

function figures(rounds: readonly Waited[]) {
  const tookMs = rounds.flatMap((round) => round.tookMs).toSorted((one, other) => one - other);
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  const ms = [0.5, 0.95, 0.99].map((share) => quantile(tookMs, share).toFixed(1)).join(' / ');
  return { p99: quantile(tookMs, 0.99), cells: `${refused + tookMs.length} | ${refused} | ${ms}` };
}

function turnOf(rounds: readonly Measured[]): string {
  const longest = Math.max(...rounds.map((round) => round.longest.ms));
  const cpuMs = Math.max(...rounds.map((round) => round.longest.cpuMs));
  return `${longest.toFixed(0)} (${cpuMs.toFixed(0)})`;
}

const directory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
const ways = JSON.stringify({
  DATA_DIR: join(directory, 'data'),
  RATE_LIMIT_PER_MINUTE: '600',
  // The load comes from one machine; each of its members says an address of its own.
  TRUSTED_PROXIES: '127.0.0.1',
});
const house = fork(new URL('../loading/house.ts', import.meta.url), [ways], { execArgv: [] });
const alone: Measured[] = [];
const beside: Measured[] = [];
try {
  const [serving]: Serving[] = await once(house, 'message');
  const port = serving?.port ?? 0;
  await load(port, QUIET, 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await measured(port, house, null));
    beside.push(await measured(port, house, loud()));
  }
} finally {
  house.disconnect();
  await once(house, 'exit');
  await rm(directory, { recursive: true, force: true });
}
const [one, other] = [alone, beside].map((rounds) => figures(rounds.map(({ quiet }) => quiet)));
const noise = figures(beside.flatMap((round) => round.loud ?? []));
const ratio = ((other?.p99 ?? 0) / (one?.p99 ?? 1)).toFixed(2);
const table = `${QUIET.perSecond} requests a second of one tenant, alone and beside another that asks ${PER_SECOND} documents a second which nobody has
asked before, each as much work as was found; ${ROUNDS} rounds of ${SECONDS} s taken together. p99 beside / alone: **${ratio}**.

| tenant | requests | refused | p50 / p95 / p99 ms | longest turn of the loop, ms (of CPU) |
| ------ | -------: | ------: | -----------------: | ------------------------------------: |
| alone | ${one?.cells} | ${turnOf(alone)} |
| beside the loud one | ${other?.cells} | ${turnOf(beside)} |
| the loud one | ${noise.cells} | |`;
if (IS_QUICK) process.stdout.write(`${table}\n`);
else await writeTable('newcomers', table);
