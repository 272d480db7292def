import type { Caller } from '@freehold/kernel/caller/caller';
import type { RunningSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { type Id, newId } from '@freehold/kernel/values/id';
import pg from 'pg';
import { writeTable } from '../table.ts';
import { memberOf } from './callers.ts';
import { openData, openServer } from './open-data.ts';
import { startBooking } from './ours.ts';
import { versionsOf } from './report.ts';
import { type ServerCpu, watchServer } from './server-cpu.ts';

const AT_ONCE = 200;
const ROUNDS = 2;

/** A mutation that takes an input and answers something with an id. */
interface Call {
  readonly caller: Caller;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is won in one race, by outcome, and how long each call took, in milliseconds. */
interface Outcome {
  readonly counts: Readonly<Record<string, number>>;
  readonly tookMs: readonly number[];
  /** CPU of this process, and of PostgreSQL, that a call used on average, in milliseconds. */
  readonly ownCpuMs: number;
  readonly serverCpuMs: number;
}

const typeOf = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
/** What each mutation answers, and the names of inputs that are not called after it. */
const ANSWERS: Readonly<Record<string, readonly [answer: string, input?: string]>> = {
  createResource: ['resource { id }'],
  createResourcePool: ['pool { id }'],
  createOffering: ['offering { id }'],
  scheduleSession: ['session { id }'],
  scheduleSeries: ['series { id }'],
  bookSession: ['booking { id }'],
  approveBooking: ['booking { id }', 'DecideBookingInput'],
  cancelBooking: ['booking { id }'],
  rescheduleBooking: ['booking { id }'],
  joinWaitlist: ['entry { id }'],
};

/** One gym, a room in it, and races for it. */
class Arena {
  readonly subgraph: RunningSubgraph;
  readonly #serverCpu: ServerCpu;
  readonly tenantId: Id<'tnt'> = newId('tnt');
  readonly owner: Caller = memberOf(this.tenantId, 'TENANT_OWNER');

  constructor(subgraph: RunningSubgraph, serverCpu: ServerCpu) {
    this.subgraph = subgraph;
    this.#serverCpu = serverCpu;
  }

  someone(): Caller {
    return memberOf(this.tenantId, 'CUSTOMER');
  }

  /** The id of what was made, or the code of the refusal. */
  async #send({ caller, mutation, input }: Call): Promise<{ id: string } | { code: string }> {
    const [answer = '', type = `${typeOf(mutation)}Input`] = ANSWERS[mutation] ?? [];
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { it: ${answer} } }`;
    const variables = { input: { ...input, idempotencyKey: newId('key') } };
    const { data, errors = [] } = await this.subgraph.execute({ query, variables, caller });
    const [refusal] = errors;
    if (refusal) return { code: String(refusal.extensions?.code) };
    const made = Object(data)[mutation]?.it;
    return { id: String(made?.id) };
  }

  /** Makes something beforehand; its id. @throws {Error} when it is refused. */
  async make(mutation: string, input: Call['input'], caller = this.owner): Promise<string> {
    const made = await this.#send({ caller, mutation, input });
    if ('code' in made) throw new Error(`${mutation}: ${made.code}`);
    return made.id;
  }

  /** All calls at once. */
  async race(calls: readonly Call[]): Promise<Outcome> {
    const tookMs: number[] = [];
    const [serverCpu, ownCpu] = [await this.#serverCpu(), process.cpuUsage()];
    const outcomes = await Promise.all(
      calls.map(async (call) => {
        const startedAt = performance.now();
        const made = await this.#send(call);
        tookMs.push(performance.now() - startedAt);
        return 'code' in made ? made.code : 'done';
      }),
    );
    const { user, system } = process.cpuUsage(ownCpu);
    const counts = Object.entries(Object.groupBy(outcomes, (outcome) => outcome));
    return {
      ownCpuMs: (user + system) / 1000 / calls.length,
      serverCpuMs: ((await this.#serverCpu()) - serverCpu) / calls.length,
      tookMs: tookMs.sort((a, b) => a - b),
      counts: Object.fromEntries(counts.map(([outcome, all = []]) => [outcome, all.length])),
    };
  }

  async offering(facts: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const resourceId =
      facts.resourceId ?? (await this.make('createResource', { name: 'Room', kind: 'ROOM', capacity: 500 }));
    const plain = { name: 'Class', kind: 'CLASS', durationMinutes: 60, capacity: 10, priceMinor: 15_000 };
    return this.make('createOffering', { ...plain, ...facts, resourceId });
  }

  async session(offeringId: string, capacity: number, startsAt = inMinutes(2 * 1440)): Promise<string> {
    return this.make('scheduleSession', { offeringId, capacity, startsAt });
  }
}

const DAY_MS = 86_400_000;
const inMinutes = (minutes: number) =>
  new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + minutes * 60_000).toISOString();
const many = <T>(make: (index: number) => T, count = AT_ONCE) =>
  Array.from({ length: count }, (_, index) => make(index));
const somewhen = () => Math.floor(Math.random() * 1440);

/** Books so many seats one by one each, for somebody new; who booked, and the booking. */
async function booked(arena: Arena, sessionId: string, count: number) {
  return Promise.all(
    many(async () => {
      const caller = arena.someone();
      return { caller, bookingId: await arena.make('bookSession', { sessionId }, caller) };
    }, count),
  );
}

async function seats(arena: Arena, capacity: number): Promise<Outcome> {
  const sessionId = await arena.session(await arena.offering(), capacity);
  return arena.race(many(() => ({ caller: arena.someone(), mutation: 'bookSession', input: { sessionId } })));
}

async function lengths(arena: Arena): Promise<string[]> {
  const resourceId = await arena.make('createResource', { name: 'Room', kind: 'ROOM', capacity: 30 });
  return Promise.all(
    [15, 30, 45, 60, 90].map((durationMinutes) => arena.offering({ resourceId, durationMinutes })),
  );
}

async function ranges(arena: Arena): Promise<Outcome> {
  const offerings = await lengths(arena);
  return arena.race(
    many((index) => ({
      caller: arena.owner,
      mutation: 'scheduleSession',
      input: { offeringId: offerings[index % offerings.length], startsAt: inMinutes(2880 + somewhen()) },
    })),
  );
}

async function series(arena: Arena): Promise<Outcome> {
  const offerings = await lengths(arena);
  return arena.race(
    many((index) => ({
      caller: arena.owner,
      mutation: 'scheduleSeries',
      input: {
        offeringId: offerings[index % offerings.length],
        rule: 'FREQ=DAILY;COUNT=4',
        startsLocal: inMinutes(2880 + somewhen()).slice(0, 16),
        timeZone: 'UTC',
      },
    })),
  );
}

/** Trainers who each need one of three rooms: what is wanted takes both or nothing. */
async function pairs(arena: Arena): Promise<Outcome> {
  const poolId = await arena.make('createResourcePool', { name: 'Rooms' });
  const room = () => arena.make('createResource', { name: 'Room', kind: 'ROOM', capacity: 30, poolId });
  for (const _ of many(() => null, 3)) await room();
  const offerings: string[] = [];
  for (const name of ['Ane', 'Bo', 'Cato', 'Dina', 'Eli']) {
    const resourceId = await arena.make('createResource', { name, kind: 'PERSON', capacity: 1 });
    offerings.push(await arena.offering({ resourceId, furtherNeeds: [{ poolId, bufferAfterMinutes: 15 }] }));
  }
  return arena.race(
    many((index) => ({
      caller: arena.owner,
      mutation: 'scheduleSession',
      input: { offeringId: offerings[index % offerings.length], startsAt: inMinutes(2880 + somewhen()) },
    })),
  );
}

async function approvals(arena: Arena): Promise<Outcome> {
  const sessionId = await arena.session(await arena.offering({ needsApproval: true }), 10);
  const bookingId = await arena.make('bookSession', { sessionId }, arena.someone());
  return arena.race(many(() => ({ caller: arena.owner, mutation: 'approveBooking', input: { bookingId } })));
}

async function moves(arena: Arena): Promise<Outcome> {
  const offeringId = await arena.offering();
  const from = await arena.session(offeringId, AT_ONCE);
  const sessionId = await arena.session(offeringId, 1, inMinutes(3 * 1440));
  const bookings = await booked(arena, from, AT_ONCE);
  return arena.race(
    bookings.map(({ caller, bookingId }) => ({
      caller,
      mutation: 'rescheduleBooking',
      input: { bookingId, sessionId },
    })),
  );
}

async function promotions(arena: Arena): Promise<Outcome> {
  const sessionId = await arena.session(await arena.offering(), AT_ONCE / 2);
  const bookings = await booked(arena, sessionId, AT_ONCE / 2);
  for (const _ of bookings) await arena.make('joinWaitlist', { sessionId }, arena.someone());
  return arena.race(
    bookings.map(({ caller, bookingId }) => ({ caller, mutation: 'cancelBooking', input: { bookingId } })),
  );
}

/** Each race with what must be done of it; null when chance decides. */
const RACES: readonly (readonly [what: string, goalMs: number, done: number | null, run: typeof ranges])[] = [
  ['200 book the only seat', 500, 1, (arena) => seats(arena, 1)],
  ['200 book 7 seats', 500, 7, (arena) => seats(arena, 7)],
  ['200 random ranges are put on one resource', 1_000, null, ranges],
  ['200 series of four are put on one resource', 1_000, null, series],
  ['200 random ranges take a trainer and one of three rooms', 1_000, null, pairs],
  ['one request is approved 200 times', 1_000, 1, approvals],
  ['200 bookings move to the only seat', 1_000, 1, moves],
  ['100 give back what 100 wait for', 1_000, AT_ONCE / 2, promotions],
];

const FAULTS = `
  select (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks,
         (select count(*)::int from booking.session l join booking.session r using (tenant_id, resource_id)
           where l.id < r.id and tstzrange(l.starts_at, l.ends_at) && tstzrange(r.starts_at, r.ends_at)) as overlaps,
         (select count(*)::int from booking.session s where seats_taken <>
           (select coalesce(sum(seats), 0) from booking.booking b where (b.tenant_id, b.session_id) = (s.tenant_id, s.id)
             and status in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED'))) as miscounted`;

async function rowOf(makeArena: () => Arena, [what, goalMs, done, run]: (typeof RACES)[number]) {
  const outcomes: Outcome[] = [];
  for (let round = 0; round < ROUNDS; round += 1) outcomes.push(await run(makeArena()));
  for (const { counts } of outcomes)
    if (done !== null && counts.done !== done) throw new Error(`${what}: ${JSON.stringify(counts)}`);
  const p99 = ({ tookMs }: Outcome) => tookMs[Math.ceil(tookMs.length * 0.99) - 1] ?? Number.NaN;
  const worst = Math.max(...outcomes.map(p99));
  const said = outcomes.map(({ counts }) =>
    Object.entries(counts)
      .sort()
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
  const verdict = worst < goalMs ? 'met' : 'missed';
  const cpu = (['ownCpuMs', 'serverCpuMs'] as const).map((whose) =>
    Math.min(...outcomes.map((outcome) => outcome[whose])).toFixed(1),
  );
  return `| ${[what, [...new Set(said)].join('; '), ...cpu, worst.toFixed(0), `< ${goalMs}`, verdict].join(' | ')} |`;
}

/** Runs races on a database of their own; when it is all of them, the table is written. @throws {Error} when more or less is given than there is. */
async function runRaces(races: typeof RACES): Promise<void> {
  const server = await openServer();
  try {
    const data = await openData(server, null);
    const subgraph = await startBooking(data);
    const serverCpu = (await watchServer(server.adminUrl)) ?? (async () => Number.NaN);
    const rows: string[] = [];
    for (const race of races) {
      const row = await rowOf(() => new Arena(subgraph, serverCpu), race);
      process.stdout.write(`${row}\n`);
      rows.push(row);
    }
    const client = new pg.Client({ connectionString: data.freeUrl });
    await client.connect();
    const [faults] = (await client.query<Record<string, number>>(FAULTS)).rows;
    await client.end();
    await subgraph.close();
    await data.close();
    if (!faults || Object.values(faults).some((count) => count > 0))
      throw new Error(`It went wrong: ${JSON.stringify(faults)}`);
    const text = [
      `The worst p99 of ${ROUNDS} races each, all calls at once over 10 connections. 0 overlaps, 0 deadlocks, 0 sessions whose seats are miscounted.`,
      [
        '| race | outcomes | CPU ms/call | of PostgreSQL | p99 ms | goal | |',
        '| ---- | -------- | ----------: | ------------: | -----: | ---: | - |',
        ...rows,
      ].join('\n'),
      await versionsOf(server.adminUrl),
    ].join('\n\n');
    if (races.length === RACES.length) await writeTable('races', text);
    else process.stdout.write(`${text}\n`);
  } finally {
    await server.close();
  }
}

/** Numbers of races, from 1; all without any. */
const wanted = process.argv.slice(2).map(Number);
await runRaces(RACES.filter((_, index) => wanted.length === 0 || wanted.includes(index + 1)));
