import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { consequence } from '@freehold/kernel/tracing/consequence';
import type { Notification, NotificationId } from '../notification/notification.entity.ts';
import { directoryOf } from './directory.service.ts';
import { BATCH_SIZE, type Outcomes, settle, take } from './lease.service.ts';
import { type Directory, type Sent, send } from './send.service.ts';

const AT_ONCE = 5;

/**
 * Sends what is due, fifty at a time. Nothing is held while it is sent: a message is first taken for five minutes, and
 * what came of it is written afterwards. Whoever dies in between leaves it to be sent again with the same id, by which
 * its receiver knows it.
 */
export async function deliverDue(ctx: Context): Promise<void> {
  const batch = await ctx.transaction((transaction) => takeBatch(ctx, transaction));
  if (!batch) return;
  const { taken } = batch;
  const outcomes = await sendAll(ctx, batch);
  await ctx.transaction((transaction) => settle(ctx, transaction, taken, outcomes));
  if (taken.length === BATCH_SIZE) await deliverDue(ctx);
}

interface Batch {
  readonly taken: readonly Notification[];
  readonly directory: Directory;
}

/** What is sent now, and where to; null when there is nothing. */
async function takeBatch(ctx: Context, transaction: Transaction): Promise<Batch | null> {
  const { em } = transaction;
  const taken = await take(ctx, transaction);
  const batch = taken.length > 0 ? { taken, directory: await directoryOf(ctx, em, taken) } : null;
  // They are values from here on: what came of them is written by a statement that knows whose they are.
  em.clear();
  return batch;
}

async function sendAll(ctx: Context, { taken, directory }: Batch): Promise<Outcomes> {
  const outcomes = new Map<NotificationId, Sent>();
  const waiting = [...taken];
  const worker = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift())
      outcomes.set(each.id, await sendOne(ctx, directory, each));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

/**
 * What is said of it in a trace is its channel and whether it was taken, and neither who gets it nor why not. It is a
 * consequence of whatever wrote it: a job sends what many have caused.
 */
async function sendOne(ctx: Context, directory: Directory, notification: Notification): Promise<Sent> {
  const { channel, cause } = notification;
  const around = { tracer: ctx.parts.tracer, within: ctx.trace };
  const span = consequence(around, { name: `send ${channel}`, kind: 'client', cause });
  const sent = await send(ctx.parts.messaging, directory, notification);
  if (sent.fault) span?.fail(sent.fault.isFinal ? 'DELIVERY_REFUSED' : 'DELIVERY_FAILED');
  span?.end();
  return sent;
}
