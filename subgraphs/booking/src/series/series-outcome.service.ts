import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { type KeyedMutation, mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

const outcomeSchema = z.object({
  seriesId: idSchema('srs'),
  /** The occurrences, or the bookings of them, that came to be or were changed. */
  done: z.array(z.string()),
  failures: z.array(z.object({ localStart: z.string(), code: z.string(), message: z.string() })),
});

/** What a use case did with many occurrences of a series. */
export type SeriesOutcome = z.infer<typeof outcomeSchema>;

/** Runs a use case once for its key; a repetition answers the same outcome, failures included. */
export async function outcomeOnce(
  ctx: Context,
  call: KeyedMutation,
  work: (transaction: Transaction) => Promise<SeriesOutcome>,
): Promise<SeriesOutcome> {
  const kept = await mutateOnce(ctx, call, async (transaction) => JSON.stringify(await work(transaction)));
  return outcomeSchema.parse(JSON.parse(kept));
}
