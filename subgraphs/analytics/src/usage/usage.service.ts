import type { TenantId } from '@freehold/kernel/caller/caller';
import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { because, type Told } from '@freehold/kernel/events/consumer/listener';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import { monthOf } from '@freehold/kernel/metering/period';
import type { UsageRecorded } from '@freehold/kernel/metering/usage-recorded';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { idWithin, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Calendar } from '../calendar/calendar.entity.ts';
import { currentCalendar } from '../calendar/calendar.service.ts';
import { UsageChanged } from '../events.ts';
import { faceOf } from '../face.ts';
import { Usage, type UsageId } from './usage.entity.ts';
import { bordersOf, forecastOf, latestCounts, type UsagePeriod } from './usage.policy.ts';

const GAUGE = '';

function usageId(tenantId: TenantId, meter: string, period: string): UsageId {
  return idWithin('usg', tenantId, `${meter}:${period}`);
}

// One statement takes over all counts, and says which of them were news. In the order of their keys, as whoever else
// writes several locks them.
const TAKE_OVER = `
  insert into usage as known (tenant_id, id, meter_key, period, used, revision, updated_at)
  select $1::uuid, id, meter, period, used, revision, at
    from jsonb_to_recordset($2::jsonb)
      as counted (id uuid, meter text, period text, used int, revision int, at timestamptz)
   order by id
  on conflict (tenant_id, id) do update
     set used = excluded.used, revision = excluded.revision, updated_at = excluded.updated_at
   where known.revision < excluded.revision
  returning id`;

/**
 * Takes over what a subgraph counted, unless a later count of the same meter and period came before. Of several counts of
 * one meter and period the last says all.
 */
export async function recordUsage(
  em: EntityManager,
  events: readonly DomainEvent<UsageRecorded>[],
): Promise<readonly Told[]> {
  const counts = latestCounts(events).map((event) => {
    const { tenantId, occurredAt: at, payload } = event;
    return { event, row: { ...payload, at, id: uuidOf(usageId(tenantId, payload.meter, payload.period)) } };
  });
  const rows = JSON.stringify(counts.map(({ row }) => row));
  const changed = await askPrepared<{ id: string }>(em, TAKE_OVER, [tenantUuidOf(em), rows]);
  const news = new Set(changed.map(({ id }) => id));
  return counts
    .filter(({ row }) => news.has(row.id))
    .map(({ event, row: { meter, period } }) => because(event, UsageChanged, { meter, period }));
}

const ofPeriods = prepareRows(Usage, [{ property: 'period', is: 'in' }]);

/** Everything of a tenant that was counted in the month at hand, and its gauges: one statement for all meters. */
const countedNow: BatchLoad<TenantId, readonly Usage[]> = async (ctx, tenantIds) => {
  const { timeZone } = await currentCalendar(ctx);
  const found = await ctx.rows(ofPeriods, [GAUGE, monthOf(ctx.now(), timeZone)]);
  return tenantIds.map((id) => found.filter(({ tenantId }) => tenantId === id));
};

/** A meter of which nothing was counted yet. */
function uncounted(ctx: Context, calendar: Calendar, meterKey: string): Usage {
  const { id: tenantId } = ctx.tenant();
  const period = faceOf(ctx).gauges.includes(meterKey) ? GAUGE : monthOf(ctx.now(), calendar.timeZone);
  const updatedAt = bordersOf(period, calendar).startsAt;
  const id = usageId(tenantId, meterKey, period);
  return Object.assign(new Usage(), { tenantId, id, meterKey, period, used: 0, revision: 0, updatedAt });
}

/** What is used of a meter at present; 0 when nothing was counted yet. */
export async function usageOfMeter(ctx: Context, meterKey: string): Promise<Usage> {
  const counted = await ctx.load(countedNow, ctx.tenant().id);
  const usage = counted.find((each) => each.meterKey === meterKey);
  return usage ?? uncounted(ctx, await currentCalendar(ctx), meterKey);
}

/** What is used at present of every meter that the tenant has a limit of or was counted on, by the meter's key. */
export async function listUsage(ctx: Context): Promise<readonly Usage[]> {
  const counted = await ctx.load(countedNow, ctx.tenant().id);
  const meters = new Set([...Object.keys(ctx.tenant().limits), ...counted.map(({ meterKey }) => meterKey)]);
  return Promise.all([...meters].sort().map((meter) => usageOfMeter(ctx, meter)));
}

/** Usage that was counted, by id. */
const usageById = loadById(Usage, 'usage');
const countedReference = referenceBy('usg', usageById);

/** What a key of `_entities` names: what was counted, in this period or another, or what is not counted yet. */
export async function findUsage(key: Readonly<Record<string, unknown>>, ctx: Context): Promise<unknown> {
  const counted = await countedReference(key, ctx);
  if (counted || !ctx.caller.tenant) return counted;
  return (await listUsage(ctx)).find(({ id }) => id === key.id) ?? null;
}

/** The usage that an event says has changed, as it is now. */
export function usageOfEvent(
  ctx: Context,
  { tenantId, payload }: DomainEvent<{ readonly meter: string; readonly period: string }>,
): Promise<Usage> {
  return ctx.load(usageById, usageId(tenantId, payload.meter, payload.period));
}

/** From when to when the units of a usage add up. */
export async function periodOf(ctx: Context, { period }: Usage): Promise<UsagePeriod> {
  return bordersOf(period, await currentCalendar(ctx));
}

/** How many units will be used at the end of the period if it goes on as so far; null where that cannot be said. */
export async function forecastOfUsage(ctx: Context, usage: Usage): Promise<number | null> {
  return forecastOf(usage.used, await periodOf(ctx, usage), ctx.now());
}
