import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { consequence } from '@freehold/kernel/tracing/consequence';
import type { Notification, NotificationId } from '../notification/notification.entity.ts';
import { directoryOf } from './directory.service.ts';
import { type Outcomes, settle, type Taken, take } from './lease.service.ts';
import { type Directory, type Sent, send } from './send.service.ts';

const AT_ONCE = 5;

/**
 * Sends what is due, fifty at a time. Nothing is held while it is sent: a message is first taken for five minutes, and
 * what came of it is written afterwards. Whoever dies in between leaves it to be sent again with the same id, by which
 * its receiver knows it.
 */
export async function deliverDue(ctx: Context): Promise<void> {
  const { taken, directory, isFull } = await ctx.transaction((transaction) => takeBatch(ctx, transaction));
  if (directory) {
    const outcomes = await sendAll(ctx, directory, taken);
    await ctx.transaction((transaction) => settle(ctx, transaction, taken, outcomes));
  }
  if (isFull) await deliverDue(ctx);
}

interface Batch extends Taken {
  /** Where it is sent to; null when there is nothing to send. */
  readonly directory: Directory | null;
}

async function takeBatch(ctx: Context, transaction: Transaction): Promise<Batch> {
  const { em } = transaction;
  const batch = await take(ctx, transaction);
  const directory = batch.taken.length > 0 ? await directoryOf(ctx, em, batch.taken) : null;
  // They are values from here on: what came of them is written by a statement that knows whose they are.
  em.clear();
  return { ...batch, directory };
}

async function sendAll(
  ctx: Context,
  directory: Directory,
  taken: readonly Notification[],
): Promise<Outcomes> {
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
