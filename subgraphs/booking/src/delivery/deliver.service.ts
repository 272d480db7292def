import { askTogether } from '@freehold/kernel/database/prepared/ask-prepared';
import { monthOf } from '@freehold/kernel/metering/period';
import { countUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { consequence } from '@freehold/kernel/tracing/consequence';
import { LockMode } from '@mikro-orm/core';
import { Customer } from '../customer/customer.entity.ts';
import { faceOf } from '../face.ts';
import { Notification, type NotificationId } from '../notification/notification.entity.ts';
import { DeliverNotifications } from '../notification/notification.jobs.ts';
import { voiceOf } from '../notification/voice.service.ts';
import { PushDevice } from '../push-device/push-device.entity.ts';
import { LEASE_MS, nextTry } from './delivery.policy.ts';
import { offersOf } from './offers.service.ts';
import { type Directory, type Sent, send } from './send.service.ts';

const BATCH_SIZE = 50;
const AT_ONCE = 5;
const REASON_CHARACTERS_MAX = 500;

type Outcomes = ReadonlyMap<NotificationId, Sent>;

/**
 * Sends what is due, fifty at a time. Nothing is held while it is sent: a message is first taken for five minutes, and
 * what came of it is written afterwards. Whoever dies in between leaves it to be sent again with the same id, by which
 * its receiver knows it.
 */
export async function deliverDue(ctx: Context): Promise<void> {
  const taken = await take(ctx);
  if (taken.length === 0) return;
  const outcomes = await sendAll(ctx, taken);
  await settle(ctx, taken, outcomes);
  if (taken.length === BATCH_SIZE) await deliverDue(ctx);
}

/** Takes what is due for this worker alone; what tells nothing worth knowing any more is given up. */
function take(ctx: Context): Promise<readonly Notification[]> {
  const now = ctx.now();
  const leaseEnd = new Date(now.getTime() + LEASE_MS);
  return ctx.transaction(async ({ em, enqueue }) => {
    const due = await em.find(
      Notification,
      { status: 'QUEUED', dueAt: { $lte: now } },
      {
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        limit: BATCH_SIZE,
        lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
      },
    );
    const [late, timely] = [
      due.filter((each) => isLate(each, now)),
      due.filter((each) => !isLate(each, now)),
    ];
    for (const notification of late) giveUp(notification, 'It came too late to be worth knowing.');
    await giveSmsBack(ctx, { em }, late);
    for (const notification of timely) {
      notification.attempts += 1;
      notification.dueAt = leaseEnd;
    }
    if (timely.length > 0) await enqueue(DeliverNotifications, {}, { at: leaseEnd, key: 'deliver' });
    return timely;
  });
}

function isLate({ usefulUntil }: Notification, now: Date): boolean {
  return usefulUntil !== null && usefulUntil <= now;
}

function giveUp(notification: Notification, reason: string): void {
  notification.status = 'FAILED';
  notification.reason = reason.slice(0, REASON_CHARACTERS_MAX);
}

async function directoryOf(ctx: Context, taken: readonly Notification[]): Promise<Directory> {
  const ids = [...new Set(taken.map(({ customerId }) => customerId))];
  const directory = await ctx.read(async (em) => {
    const customers = await em.find(Customer, { id: { $in: ids } });
    const [voice] = await askTogether(em, [voiceOf(em, ctx.tenant().id)]);
    const devices = await em.find(PushDevice, { memberId: { $in: ids } });
    const offers = await offersOf(ctx, em, taken, voice);
    return {
      customers: new Map(customers.map((customer) => [customer.id, customer])),
      devices: Map.groupBy(devices, ({ memberId }) => memberId),
      voice,
      offers,
    };
  });
  await ctx.release();
  return directory;
}

async function sendAll(ctx: Context, taken: readonly Notification[]): Promise<Outcomes> {
  const directory = await directoryOf(ctx, taken);
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

/** Writes what came of the attempts, unless another worker has taken a message since. */
async function settle(ctx: Context, taken: readonly Notification[], outcomes: Outcomes): Promise<void> {
  const attempts = new Map(taken.map((each) => [each.id, each.attempts]));
  await ctx.transaction(async ({ em, enqueue }) => {
    const where = { id: { $in: [...attempts.keys()] }, status: 'QUEUED' as const };
    const found = await em.find(Notification, where, {
      orderBy: { id: 'asc' },
      lockMode: LockMode.PESSIMISTIC_WRITE,
    });
    const own = found.filter(({ id, attempts: now }) => attempts.get(id) === now);
    for (const notification of own)
      note(ctx.now(), notification, outcomes.get(notification.id)?.fault ?? null);
    await giveSmsBack(
      ctx,
      { em },
      own.filter(({ status }) => status === 'FAILED'),
    );
    const gone = [...outcomes.values()].flatMap(({ goneDevices }) => goneDevices);
    if (gone.length > 0) await em.nativeDelete(PushDevice, { id: { $in: gone } });
    const again = own.filter(({ status }) => status === 'QUEUED').map(({ dueAt }) => dueAt.getTime());
    for (const at of new Set(again))
      await enqueue(DeliverNotifications, {}, { at: new Date(at), key: 'deliver' });
  });
}

function note(now: Date, notification: Notification, fault: Sent['fault']): void {
  if (!fault) {
    notification.status = 'SENT';
    notification.sentAt = now;
    notification.reason = null;
    return;
  }
  const at = fault.isFinal ? null : nextTry(notification.attempts, now);
  if (at === null) giveUp(notification, fault.message);
  else {
    notification.dueAt = at;
    notification.reason = fault.message.slice(0, REASON_CHARACTERS_MAX);
  }
}

/** An SMS that nobody gets counts no unit, in the month in which it had taken one. */
async function giveSmsBack(
  ctx: Context,
  { em }: Pick<Transaction, 'em'>,
  failed: readonly Notification[],
): Promise<void> {
  const meter = faceOf(ctx).messages.smsSent;
  const sms = failed.filter(({ channel }) => channel === 'SMS');
  if (meter === null) return;
  const tenant = ctx.tenant();
  for (const [first, ...others] of Map.groupBy(sms, ({ createdAt }) =>
    monthOf(createdAt, tenant.timeZone),
  ).values()) {
    if (!first) continue;
    const unit = { subgraph: 'booking', tenant, meter, reset: 'month' as const, now: ctx.now() };
    await countUsage(em, { ...unit, amount: -1 - others.length, takenAt: first.createdAt });
  }
}
