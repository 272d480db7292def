import type { MemberId } from '@freehold/kernel/caller/caller';
import { askPrepared, tellPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { causeOf } from '@freehold/kernel/database/traced/cause';
import { LimitExceeded } from '@freehold/kernel/metering/limit-exceeded';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Customer } from '../customer/customer.entity.ts';
import { faceOf } from '../face.ts';
import { writeMessage } from '../notification-text/write-message.policy.ts';
import type { Occasion } from '../occasion/occasion.type.ts';
import { PushDevice } from '../push-device/push-device.entity.ts';
import { type Audience, audienceOf } from './audience.service.ts';
import { channelsFor, grantedBy, mailOnly, type NotificationChannel } from './channels.policy.ts';
import { Notification, type NotificationId } from './notification.entity.ts';
import { DeliverNotifications } from './notification.jobs.ts';

interface NewMessage extends Occasion {
  readonly id: NotificationId;
  readonly channel: NotificationChannel;
  readonly subject: string;
  readonly body: string;
}

const QUEUED = 'QUEUED';
/** What is written in a tenant within a second goes out together; nobody misses a second of a mail. */
const GATHER_MS = 1_000;
/** Why nothing goes by a channel: the house was given no way out. */
const NO_WAY_OUT = 'The house has no way to send this: it is not configured.';

// One parameter carries all rows, so that ten thousand are one statement, too.
const INSERT = `
  insert into notification (tenant_id, id, kind, channel, customer_id, occasion, booking_id, handover_id, subject, body, invite,
                            status,
                            reason, attempts, due_at, useful_until, created_at, sent_at, cause)
  select nullif(current_setting('app.tenant_id', true), '')::uuid, id, kind, channel, customer_id, occasion, booking_id, handover_id,
         subject, body, invite, status, reason, 0, created_at, useful_until, created_at, null, $2::text
    from jsonb_to_recordset($1::jsonb) as row (id uuid, kind text, channel text, customer_id uuid, occasion text,
         booking_id uuid, handover_id uuid, subject text, body text, invite jsonb, status text, reason text, useful_until timestamptz,
         created_at timestamptz)
  on conflict (tenant_id, occasion, customer_id, channel) do nothing
  returning id, channel, status`;

interface WrittenRow {
  readonly id: string;
  readonly channel: NotificationChannel;
  readonly status: string;
}

/**
 * Writes what customers are told, each once for its occasion and by the ways that they wish and the tenant's plan
 * grants, in the transaction of what happened. However many there are, the statements are as many. Each SMS takes a unit
 * of the plan's meter; one beyond its limit is kept and not sent.
 */
export async function writeNotifications(
  ctx: Context,
  { em, enqueue }: Transaction,
  occasions: readonly Occasion[],
  known?: Audience,
): Promise<void> {
  if (occasions.length === 0) return;
  const ids = occasions.map(({ customerId }) => customerId);
  const audience = known ?? (await audienceOf(em, ctx.tenant().id, ids));
  const messages = await messagesFor(ctx, em, audience, occasions);
  if (messages.length === 0) return;
  const rows = messages.map((message) => rowOf(ctx, message));
  const values = [JSON.stringify(rows), causeOf(em)];
  // Which of them are new must be known of SMS alone, since each takes a unit.
  if (rows.every(({ channel }) => channel !== 'SMS')) await tellPrepared(em, INSERT, values);
  else await reserveSms(ctx, em, await askPrepared<WrittenRow>(em, INSERT, values));
  if (rows.some(({ status }) => status === QUEUED))
    await enqueue(DeliverNotifications, {}, { key: 'deliver', gatherMs: GATHER_MS });
}

async function messagesFor(
  ctx: Context,
  em: EntityManager,
  { customers, voice }: Audience,
  occasions: readonly Occasion[],
): Promise<NewMessage[]> {
  const granted = grantedBy({ ...faceOf(ctx).messages, features: ctx.tenant().features });
  const withDevice = await whoHasDevices(
    em,
    [...customers.values()].filter((customer) => customer !== null),
  );
  return occasions.flatMap((occasion) => {
    const customer = customers.get(occasion.customerId) ?? null;
    const channels = occasion.handoverId
      ? mailOnly(granted)
      : channelsFor(granted, customer, withDevice.has(occasion.customerId));
    if (channels.length === 0) return [];
    const { subject, text } = writeMessage(occasion.kind, customer?.locale ?? voice.locale, occasion.facts);
    return channels.map((channel) => ({ ...occasion, id: newId('ntf'), channel, subject, body: text }));
  });
}

async function whoHasDevices(
  em: EntityManager,
  customers: readonly Customer[],
): Promise<ReadonlySet<MemberId>> {
  const ids = customers.filter(({ pushReminders }) => pushReminders).map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const devices = await em.find(PushDevice, { memberId: { $in: ids } }, { fields: ['memberId'] });
  return new Set(devices.map(({ memberId }) => memberId));
}

function rowOf(ctx: Context, message: NewMessage) {
  const { mailer, sms, push } = ctx.parts.messaging;
  const hasWay = { EMAIL: mailer !== null, SMS: sms !== null, PUSH: push !== null }[message.channel];
  return {
    id: uuidOf(message.id),
    kind: message.kind,
    channel: message.channel,
    customer_id: uuidOf(message.customerId),
    occasion: message.name,
    booking_id: message.bookingId ? uuidOf(message.bookingId) : null,
    handover_id: message.handoverId ? uuidOf(message.handoverId) : null,
    subject: message.subject,
    body: message.body,
    invite: message.channel === 'EMAIL' ? (message.invite ?? null) : null,
    status: hasWay ? QUEUED : 'SUPPRESSED',
    reason: hasWay ? null : NO_WAY_OUT,
    useful_until: message.usefulUntil ?? null,
    created_at: ctx.now(),
  };
}

/** Takes a unit for each SMS; those for which there is none are kept with that as the reason. */
async function reserveSms(ctx: Context, em: EntityManager, written: readonly WrittenRow[]): Promise<void> {
  const meter = faceOf(ctx).messages.smsSent;
  const queued = written.filter(({ channel, status }) => channel === 'SMS' && status === QUEUED);
  const ids = queued.map(({ id }) => idOf('ntf', id));
  if (meter === null || ids.length === 0) return;
  const { granted, refusal } = await reserveAsMany(ctx, em, meter, ids.length);
  if (refusal === null) return;
  const without = { id: { $in: ids.slice(granted) } };
  await em.nativeUpdate(Notification, without, { status: 'SUPPRESSED', reason: refusal.message });
}

interface Reserved {
  readonly granted: number;
  /** What refused the rest. */
  readonly refusal: LimitExceeded | null;
}

/** As many units as there are: all, those that are left, or none. */
async function reserveAsMany(
  ctx: Context,
  em: EntityManager,
  meter: string,
  amount: number,
): Promise<Reserved> {
  const unit = { subgraph: 'booking', tenant: ctx.tenant(), meter, reset: 'month' as const, now: ctx.now() };
  try {
    await reserveUsage(em, { ...unit, amount });
    return { granted: amount, refusal: null };
  } catch (refusal) {
    if (!(refusal instanceof LimitExceeded)) throw refusal;
    const left = Math.min(amount - 1, Number(refusal.data.limit) - Number(refusal.data.used));
    if (left <= 0) return { granted: 0, refusal };
    const { granted } = await reserveAsMany(ctx, em, meter, left);
    return { granted, refusal };
  }
}
