import { z } from 'zod';
import type { Contender, PageRequest } from './page-rows.ts';

/** What a contender's process is told to do. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), tenantIds: z.array(z.string()), size: z.number() }),
  z.object({
    kind: z.literal('turn'),
    tenantIds: z.array(z.string()),
    size: z.number(),
    concurrency: z.number(),
    milliseconds: z.number(),
  }),
]);
/** One of the orders. */
export type Order = z.infer<typeof orderSchema>;

/** What was measured in one turn. */
export const turnSchema = z.object({
  requests: z.number(),
  seconds: z.number(),
  /** Milliseconds of CPU that the process used, all threads. */
  cpuMs: z.number(),
  /** Milliseconds that each request took, sorted. */
  latencies: z.array(z.number()),
});
/** What was measured in one turn. */
export type Turn = z.infer<typeof turnSchema>;

/** Tenants in an order that is the same in every process and every turn, without a pattern. */
function* inTurn(tenantIds: readonly string[]): Generator<string> {
  let state = 1;
  while (true) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const id = tenantIds[(state >>> 8) % tenantIds.length];
    if (id) yield id;
  }
}

/** Asks a contender without a pause, `concurrency` requests at once, until the time is over. */
export async function takeTurn(
  contender: Contender,
  { tenantIds, size, concurrency, milliseconds }: Extract<Order, { kind: 'turn' }>,
): Promise<Turn> {
  const tenants = inTurn(tenantIds);
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const ask = async (request: PageRequest) => {
    const askedAt = performance.now();
    await contender.answer(request);
    latencies.push(performance.now() - askedAt);
  };
  const work = async () => {
    while (performance.now() - startedAt < milliseconds) {
      const { value } = tenants.next();
      await ask({ tenantId: value, size });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    requests: latencies.length,
    seconds,
    cpuMs: (user + system) / 1000,
    latencies: latencies.sort((a, b) => a - b),
  };
}
