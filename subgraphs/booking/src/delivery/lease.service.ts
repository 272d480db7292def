import {
  askPrepared,
  type EntityStatement,
  findPrepared,
  tellPrepared,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { monthOf } from '@freehold/kernel/metering/period';
import { countUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { faceOf } from '../face.ts';
import { Notification, type NotificationId } from '../notification/notification.entity.ts';
import { DeliverNotifications } from '../notification/notification.jobs.ts';
import { PushDevice } from '../push-device/push-device.entity.ts';
import { LEASE_MS, lookAfter, nextTry } from './delivery.policy.ts';
import type { Sent } from './send.service.ts';

const BATCH_SIZE = 50;
const REASON_CHARACTERS_MAX = 500;
const TOO_LATE = 'It came too late to be worth knowing.';
const JOB_KEY = 'deliver';

/** Messages that this worker has for itself. */
export interface Taken {
  /** The oldest first. */
  readonly taken: readonly Notification[];
  /** Whether there may be more that is due. */
  readonly isFull: boolean;
}

/** What came of attempts, by message. */
export type Outcomes = ReadonlyMap<NotificationId, Sent>;

// What is locked is read once, and not once for each row that is looked up by it: hence the name for it.
const TAKE: EntityStatement = (columns) => `
  with due as (
    select id from notification
     where tenant_id = $1 and status = 'QUEUED' and due_at <= $2::timestamptz
     order by due_at, id limit ${BATCH_SIZE} for update skip locked)
  update notification
     set status = case when useful_until <= $2::timestamptz then 'FAILED' else status end,
         reason = case when useful_until <= $2::timestamptz then '${TOO_LATE}' else reason end,
         attempts = case when useful_until <= $2::timestamptz then attempts else attempts + 1 end,
         due_at = case when useful_until <= $2::timestamptz then due_at else $3::timestamptz end
   where tenant_id = $1 and id in (select id from due)
  returning ${columns}`;

const SETTLE = `
  update notification as message
     set status = came.status, reason = came.reason, due_at = coalesce(came.due_at, message.due_at), sent_at = came.sent_at
    from jsonb_to_recordset($2::jsonb) as came (id uuid, attempts int, status text, reason text, due_at timestamptz,
                                                sent_at timestamptz)
   where message.tenant_id = $1 and message.id = came.id
     and message.status = 'QUEUED' and message.attempts = came.attempts
  returning message.id`;

/**
 * Takes what is due for this worker alone, fifty at most; what tells nothing worth knowing any more is given up. The
 * job that looks after it, should this worker die, stands before anything is sent.
 */
export async function take(ctx: Context, { em, enqueue }: Transaction): Promise<Taken> {
  const now = ctx.now();
  const leaseEnd = new Date(now.getTime() + LEASE_MS);
  const values = [tenantUuidOf(em), now.toISOString(), leaseEnd.toISOString()];
  const found = await findPrepared(em, Notification, { statement: TAKE, values });
  const taken = found.filter(({ status }) => status === 'QUEUED').sort(byAge);
  await giveSmsBack(
    ctx,
    em,
    found.filter(({ status }) => status === 'FAILED'),
  );
  if (taken.length > 0) await enqueue(DeliverNotifications, {}, { at: lookAfter(leaseEnd), key: JOB_KEY });
  return { taken, isFull: found.length === BATCH_SIZE };
}

/** Ids grow with time. */
function byAge(one: Notification, other: Notification): number {
  return one.id < other.id ? -1 : 1;
}

/** Writes what came of the attempts, unless another worker has taken a message since. */
export async function settle(
  ctx: Context,
  transaction: Transaction,
  taken: readonly Notification[],
  outcomes: Outcomes,
): Promise<void> {
  const { em } = transaction;
  const notes = taken.map((each) => noteOf(ctx.now(), each, outcomes.get(each.id)?.fault ?? null));
  const values = [tenantUuidOf(em), JSON.stringify(notes)];
  const gone = [...outcomes.values()].flatMap(({ goneDevices }) => goneDevices);
  if (gone.length > 0) await em.nativeDelete(PushDevice, { id: { $in: gone } });
  // Of what was sent nobody asks whether it was still this worker's.
  if (notes.every(({ status }) => status === 'SENT')) return tellPrepared(em, SETTLE, values);
  const rows = await askPrepared<{ readonly id: string }>(em, SETTLE, values);
  const own = new Set(rows.map(({ id }) => id));
  await follow(
    ctx,
    transaction,
    taken,
    notes.filter(({ id }) => own.has(id)),
  );
}

/** What is written of an attempt; `due_at` is null for what is not tried again. */
interface Note {
  readonly id: string;
  readonly attempts: number;
  readonly status: 'SENT' | 'FAILED' | 'QUEUED';
  readonly reason: string | null;
  readonly due_at: Date | null;
  readonly sent_at: Date | null;
}

function noteOf(now: Date, { id, attempts }: Notification, fault: Sent['fault']): Note {
  const own = { id: uuidOf(id), attempts };
  if (!fault) return { ...own, status: 'SENT', reason: null, due_at: null, sent_at: now };
  const at = fault.isFinal ? null : nextTry(attempts, now);
  const reason = fault.message.slice(0, REASON_CHARACTERS_MAX);
  return { ...own, status: at ? 'QUEUED' : 'FAILED', reason, due_at: at, sent_at: null };
}

/** What is to be tried again has a job at its instant; the units of what failed for good are given back. */
async function follow(
  ctx: Context,
  { em, enqueue }: Transaction,
  taken: readonly Notification[],
  notes: readonly Note[],
): Promise<void> {
  const failed = new Set(notes.filter(({ status }) => status === 'FAILED').map(({ id }) => idOf('ntf', id)));
  await giveSmsBack(
    ctx,
    em,
    taken.filter(({ id }) => failed.has(id)),
  );
  const again = new Set(notes.flatMap(({ due_at: at }) => (at ? [at.getTime()] : [])));
  for (const at of again) await enqueue(DeliverNotifications, {}, { at: new Date(at), key: JOB_KEY });
}

/** An SMS that nobody gets counts no unit, in the month in which it had taken one. */
async function giveSmsBack(
  ctx: Context,
  em: Transaction['em'],
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
