import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCatcher } from '@freehold/sandbox/catcher';
import type WebSocket from 'ws';
import { flagOf } from '../flag.ts';
import { writeTable } from '../table.ts';
import { Actor } from './actor.ts';
import { Device, textAt } from './device.ts';
import { type Documents, readDocuments } from './documents.ts';
import { Heard, type Tally } from './heard.ts';
import type { Serving, Used } from './house.ts';
import { follow, type LiveCount } from './live.ts';
import { Owner, type Schedule } from './schedule.ts';
import { PASSWORD, PEOPLE, type Person, peopleOf, TENANTS } from './tenants.ts';

const IS_QUICK = process.argv.includes('--quick');
const WARM_MS = 15_000;
const RUN_MS = IS_QUICK ? 20_000 : 120_000;
const USUAL_THINK_S = 5;
/** `--think=15` has people think for longer, and writes nothing. */
const THINK_S = Number(flagOf('think') ?? USUAL_THINK_S);
const SIGN_INS_AT_ONCE = 4;
const DAY_MS = 86_400_000;
const GOAL_P95_MS = 200;

/** Somebody who has signed in and looks at a page. */
interface Guest {
  readonly person: Person;
  readonly device: Device;
  readonly token: string;
}

async function signedIn(person: Person, device: Device, documents: Documents): Promise<Guest> {
  const variables = { email: person.email, password: PASSWORD };
  const data = await device.ask({ name: 'SignIn', query: documents.SignIn ?? '', variables });
  const token = textAt(data, 'signIn', 'accessToken');
  if (!token) throw new Error(`${person.email} cannot sign in.`);
  device.signIn(token);
  return { person, device, token };
}

/** All people of all tenants sign in, a few at a time. */
async function everybody(port: number, documents: Documents, heard: Heard): Promise<Guest[]> {
  const people = TENANTS.flatMap(peopleOf);
  const guests: Guest[] = [];
  const waiting = people.map((person, index) => ({ person, index }));
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      guests.push(
        await signedIn(next.person, new Device(port, next.person.tenant, next.index, heard), documents),
      );
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, one));
  return guests;
}

async function schedulesOf(guests: readonly Guest[], documents: Documents): Promise<Map<string, Schedule>> {
  const schedules = new Map<string, Schedule>();
  for (const { person, device } of guests.filter((guest) => guest.person.role === 'TENANT_OWNER'))
    schedules.set(person.tenant.slug, await new Owner(device, documents).fill(person.tenant));
  return schedules;
}

function actorsOf(
  guests: readonly Guest[],
  schedules: ReadonlyMap<string, Schedule>,
  documents: Documents,
): Actor[] {
  const jobs = new Map<string, number>();
  return guests.map(({ person, device }) => {
    const { slug } = person.tenant;
    const nextJob = () => {
      const number = jobs.get(slug) ?? 0;
      jobs.set(slug, number + 1);
      return number;
    };
    const schedule = schedules.get(slug) ?? { sessionIds: [], jobOfferingId: null };
    return new Actor({ person, device, documents, schedule, nextJob });
  });
}

async function used(house: ChildProcess): Promise<Used> {
  house.send('use');
  const [answer] = await once(house, 'message');
  return answer;
}

function table(heard: Heard, live: LiveCount, cpuMs: number, rssMb: number): string {
  const tallies = heard.tallies();
  const refusals = [...heard.refusals()];
  const refused = (name: string) =>
    refusals.reduce(
      (sum, [what, times]) => (name === 'all' || what.startsWith(`${name} `) ? sum + times : sum),
      0,
    );
  const row = ({ name, count, p50Ms, p95Ms, p99Ms, worstMs }: Tally) =>
    `| ${name} | ${count} | ${refused(name)} | ${[p50Ms, p95Ms, p99Ms, worstMs].map((ms) => ms.toFixed(1)).join(' / ')} |`;
  const all = tallies.at(-1);
  const jobs = tallies.find(({ name }) => name === 'BookJob')?.count ?? 0;
  const seconds = RUN_MS / 1000;
  return [
    `${TENANTS.length * PEOPLE} people of ${TENANTS.length} tenants of five editions, signed in, each with a socket; ${seconds} s after ${WARM_MS / 1000} s, one deed in ${THINK_S} s each.`,
    `${((all?.count ?? 0) / seconds).toFixed(0)} requests and ${(live.events / seconds).toFixed(0)} events a second, ${live.faults} sockets closed or told of an error;`,
    `jobs booked at a rate of ${Math.round((jobs * DAY_MS) / RUN_MS).toLocaleString('en')} a day. The house's process used ${((cpuMs / RUN_MS) * 100).toFixed(0)} % of a core and ${rssMb.toFixed(0)} MB.`,
    `p95 of all: **${all?.p95Ms.toFixed(0)} ms**, goal ${GOAL_P95_MS}: ${(all?.p95Ms ?? 0) < GOAL_P95_MS ? 'met' : 'missed'}.`,
    ...(refusals.length > 0
      ? ['', `Refused: ${refusals.map(([what, times]) => `${what} ${times}`).join(', ')}.`]
      : []),
    '',
    '| operation | requests | refused | p50 / p95 / p99 / worst ms |',
    '| --------- | -------: | ------: | -------------------------: |',
    ...tallies.map(row),
  ].join('\n');
}

async function run(house: ChildProcess, port: number): Promise<string> {
  const documents = await readDocuments();
  const heard = new Heard();
  const guests = await everybody(port, documents, heard);
  const schedules = await schedulesOf(guests, documents);
  const live: LiveCount = { events: 0, faults: 0 };
  const sockets: WebSocket[] = [];
  for (const { person, token } of guests)
    sockets.push(await follow(person, { port, token, documents }, live));
  const stop = new AbortController();
  const acting = actorsOf(guests, schedules, documents).map((actor) =>
    actor.act(THINK_S * 1000, stop.signal),
  );
  await delay(WARM_MS);
  const before = await used(house);
  live.events = 0;
  heard.begin();
  await delay(RUN_MS);
  heard.end();
  const after = await used(house);
  const text = table(heard, { ...live }, after.cpuMs - before.cpuMs, after.rssMb);
  stop.abort();
  await Promise.all(acting);
  for (const socket of sockets) socket.terminate();
  await Promise.all(guests.map(({ device }) => device.close()));
  return text;
}

const dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
const catcher = await startCatcher({ http: 0 });
const arguments_ = [dataDirectory, JSON.stringify(catcher.environment)];
const house = fork(new URL('house.ts', import.meta.url), arguments_, { execArgv: [] });
try {
  const [serving]: Serving[] = await once(house, 'message');
  const text = await run(house, serving?.port ?? 0);
  if (IS_QUICK || THINK_S !== USUAL_THINK_S) process.stdout.write(`${text}\n`);
  else await writeTable('load', text);
} finally {
  house.disconnect();
  await once(house, 'exit');
  await catcher.close();
  await rm(dataDirectory, { recursive: true, force: true });
}
