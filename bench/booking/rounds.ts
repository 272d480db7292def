import type { ContenderClient } from './contender-client.ts';
import type { BookingOptions } from './options.ts';
import type { ServerCpu } from './server-cpu.ts';
import type { Turn } from './turn.ts';

const CHECKED_TENANTS = 50;

/** Somebody who takes part, with the tenants whose pages are asked of it. */
export interface Entrant {
  readonly label: string;
  readonly client: ContenderClient;
  readonly tenantIds: readonly string[];
}

/** What was measured in a turn, of both sides. */
export interface MeasuredTurn extends Turn {
  /** Milliseconds of CPU that PostgreSQL used meanwhile; null when nobody can tell. */
  readonly serverMs: number | null;
}

/** What was measured of one entrant, a turn for each round. */
export interface Score {
  readonly label: string;
  readonly turns: readonly MeasuredTurn[];
}

/** How rounds are played. */
export interface Play extends BookingOptions {
  readonly size: number;
  readonly serverCpu: ServerCpu | null;
}

/** @throws {Error} when two entrants do not answer the same rows. */
export async function refuseUnequal(entrants: readonly Entrant[], size: number): Promise<string> {
  const checks = await Promise.all(
    entrants.map(({ client, tenantIds }) =>
      client.check({ tenantIds: tenantIds.slice(0, CHECKED_TENANTS), size }),
    ),
  );
  const [first] = checks;
  if (!first || first.rows === 0) throw new Error('The pages are empty.');
  if (checks.some(({ checksum }) => checksum !== first.checksum))
    throw new Error(`The answers differ: ${JSON.stringify(checks)}.`);
  return first.checksum;
}

/** Lets each entrant have its turn in each round, in an order that changes from round to round; the first is for warming up. */
export async function playRounds(
  entrants: readonly Entrant[],
  { size, rounds, concurrency, milliseconds, serverCpu }: Play,
): Promise<Score[]> {
  const turns = new Map<Entrant, MeasuredTurn[]>(entrants.map((entrant) => [entrant, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const shift = round % entrants.length;
    const order = [...entrants.slice(shift), ...entrants.slice(0, shift)];
    for (const entrant of order) {
      const { client, tenantIds } = entrant;
      const before = await serverCpu?.();
      const turn = await client.turn({ tenantIds: [...tenantIds], size, concurrency, milliseconds });
      const after = await serverCpu?.();
      const serverMs = before === undefined || after === undefined ? null : after - before;
      if (round > 0) turns.get(entrant)?.push({ ...turn, serverMs });
    }
  }
  return entrants.map((entrant) => ({ label: entrant.label, turns: turns.get(entrant) ?? [] }));
}
