import { openContender } from './contender-client.ts';
import type { ContenderName } from './contenders.ts';
import { someTenants } from './load-rows.ts';
import { type Data, openData, openServer, type Server } from './open-data.ts';
import { type BookingOptions, readOptions } from './options.ts';
import { type Results, report } from './report.ts';
import { type Entrant, playRounds, refuseUnequal, type Score } from './rounds.ts';
import { watchServer } from './server-cpu.ts';

const PAGE_SIZE = 20;
const ASKED_TENANTS = 1_000;

const PEERS = [
  ['ours', 'Freehold, GraphQL, row level security'],
  ['alone', 'Freehold, the read alone, row level security'],
  ['raw', 'raw pg, prepared, no row level security'],
  ['postgraphile', 'PostGraphile 5, GraphQL, row level security'],
] as const satisfies readonly (readonly [ContenderName, string])[];

/** Runs `work` with things that are closed afterwards, the last opened first. */
async function withClosing<T>(
  work: (keep: (thing: { close(): Promise<void> }) => void) => Promise<T>,
): Promise<T> {
  const open: { close(): Promise<void> }[] = [];
  try {
    return await work((thing) => open.push(thing));
  } finally {
    for (const thing of open.toReversed()) await thing.close();
  }
}

/** Takes what is to be closed at the end. */
type Keep = (thing: { close(): Promise<void> }) => void;
type Wanted = readonly [name: ContenderName, label: string, data: Data, tenantIds: readonly string[]];

/** Starts all of them; each is closed whatever becomes of the others. */
async function enter(wanted: readonly Wanted[], keep: Keep): Promise<Entrant[]> {
  const entrants = wanted.map(([name, label, data, tenantIds]) => {
    const client = openContender(name, data);
    keep(client);
    return { label, client, tenantIds };
  });
  await Promise.all(entrants.map(({ client }) => client.ready()));
  return entrants;
}

async function comparePeers(
  server: Server,
  data: Data,
  options: BookingOptions,
): Promise<{ scores: Score[]; checksum: string }> {
  return withClosing(async (keep) => {
    const tenantIds = await someTenants(data.freeUrl, options, ASKED_TENANTS);
    const entrants = await enter(
      PEERS.map(([name, label]) => [name, label, data, tenantIds] as const),
      keep,
    );
    const serverCpu = await watchServer(server.adminUrl);
    const checksum = await refuseUnequal(entrants, PAGE_SIZE);
    return { checksum, scores: await playRounds(entrants, { ...options, size: PAGE_SIZE, serverCpu }) };
  });
}

/** The same rows shared by many tenants; pages as long as those tenants can fill. */
async function compareTenants(server: Server, few: Data, options: BookingOptions): Promise<Score[]> {
  const many = { rows: options.rows, tenants: options.manyTenants };
  return withClosing(async (keep) => {
    const data = await openData(server, many);
    keep(data);
    const size = Math.min(PAGE_SIZE, Math.floor(many.rows / many.tenants));
    const ofFew = await someTenants(few.freeUrl, options, ASKED_TENANTS);
    const ofMany = await someTenants(data.freeUrl, many, ASKED_TENANTS);
    const entrants = await enter(
      [
        ['ours', 'few', few, ofFew],
        ['ours', 'many', data, ofMany],
      ],
      keep,
    );
    return playRounds(entrants, { ...options, size, serverCpu: await watchServer(server.adminUrl) });
  });
}

/** Measures the booking page against its peers, and writes `bench/README.md`. */
async function compareBookingPages(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  await withClosing(async (keep) => {
    const server = await openServer();
    keep(server);
    const data = await openData(server, options);
    keep(data);
    const { scores, checksum } = await comparePeers(server, data, options);
    const tenants = await compareTenants(server, data, options);
    const results: Results = { options, peers: scores, tenants, checksum };
    await report(results, server.adminUrl);
  });
}

await compareBookingPages(process.argv.slice(2));
