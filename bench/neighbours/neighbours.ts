import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse } from '../../e2e/house/built-house.ts';
import { writeTable } from '../table.ts';
import { type Crowd, load, type Waited } from './load.ts';

const REQUESTS_PER_MINUTE = 600;
const SECONDS = 12;
const ROUNDS = 5;
const QUIET: Crowd = { slug: 'yogaflow', perSecond: 10, people: 4, network: '198.51.100' };
/** Each of them asks less than a caller may, all of them together as much as a tenant may. */
const LOUD: Crowd = { slug: 'fitzone', perSecond: 500, people: 60, network: '203.0.113' };

const dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
const house = await startHouse({
  dataDirectory,
  environment: {
    EDITIONS: 'fitness',
    RATE_LIMIT_PER_MINUTE: String(REQUESTS_PER_MINUTE),
    // The load comes from one machine; each of its members says an address of its own.
    TRUSTED_PROXIES: '127.0.0.1',
  },
});
const { port } = house;
const alone: Waited[] = [];
const beside: Waited[] = [];
const loud: Waited[] = [];
try {
  await load(port, QUIET, 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await load(port, QUIET, SECONDS));
    const [quiet, noise] = await Promise.all([load(port, QUIET, SECONDS), load(port, LOUD, SECONDS)]);
    beside.push(quiet);
    loud.push(noise);
  }
} finally {
  await house.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

const row = (name: string, rounds: readonly Waited[]) => {
  const tookMs = rounds.flatMap((round) => round.tookMs).sort((one, other) => one - other);
  const at = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? Number.NaN;
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  const ms = [0.5, 0.95, 0.99].map((share) => at(share).toFixed(1)).join(' / ');
  return { p99: at(0.99), line: `| ${name} | ${refused + tookMs.length} | ${refused} | ${ms} |` };
};
const [quietAlone, quietBeside, noise] = [
  row('alone', alone),
  row('beside the loud one', beside),
  row('the loud one', loud),
];

await writeTable(
  'neighbours',
  `${QUIET.perSecond} requests a second of one tenant, alone and beside another that asks ${LOUD.perSecond / QUIET.perSecond} times as much;
${REQUESTS_PER_MINUTE} requests a minute for each caller; ${ROUNDS} rounds of ${SECONDS} s taken together. p99 beside / alone: **${(quietBeside.p99 / quietAlone.p99).toFixed(2)}**.

| tenant | requests | refused | p50 / p95 / p99 ms |
| ------ | -------: | ------: | -----------------: |
${quietAlone.line}
${quietBeside.line}
${noise.line}`,
);
