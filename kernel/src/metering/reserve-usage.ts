import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerTenant } from '../caller/caller.ts';
import { askPrepared } from '../database/prepared/ask-prepared.ts';
import { causeOf } from '../database/traced/cause.ts';
import { tenantUuidOf } from '../database/transaction.ts';
import { newId, uuidOf } from '../values/id.ts';
import { startOfDay } from '../values/local-midnight.ts';
import { capOf } from './cap-of.ts';
import { LimitExceeded } from './limit-exceeded.ts';
import { monthAfter, monthOf } from './period.ts';
import { usageRecordedBy } from './usage-recorded.ts';

/** Units of a meter to count. `subgraph` is the one that counts. */
export interface UsageCount {
  readonly subgraph: string;
  readonly tenant: Pick<CallerTenant, 'id' | 'timeZone'>;
  readonly meter: string;
  /** Units; negative gives them back. */
  readonly amount: number;
  /** `month` counts anew each month of the tenant's time zone; `none` is a gauge. */
  readonly reset: 'month' | 'none';
  readonly now: Date;
  /** When the units were taken, for those that are given back; it decides the period. Without it, now. */
  readonly takenAt?: Date;
}

/** Units of a meter to count under the limit of the tenant's plan. */
export interface Reservation extends UsageCount {
  readonly tenant: CallerTenant;
}

// One statement decides, so that parallel callers at the last unit get exactly one success, and tells what it counted.
const RESERVE = `
  with asked as (select $1::text as meter, $2::text as period, $3::int as amount, $4::int as cap),
  counted as (
    insert into usage_counter as counter (tenant_id, id, period, used, revision)
    select $5::uuid, meter, period, greatest(0, amount), 1
      from asked where cap is null or amount <= cap
    on conflict (tenant_id, id, period) do update
       set used = greatest(0, counter.used + (select amount from asked)), revision = counter.revision + 1
     where (select cap is null or amount <= 0 or counter.used + amount <= cap from asked)
    returning used, revision),
  told as (
    insert into outbox (tenant_id, id, name, payload, occurred_at, cause)
    select $5::uuid, $6::uuid, $7::text,
           jsonb_build_object('meter', meter, 'period', period, 'used', used, 'revision', revision), $8::timestamptz,
           $9::text
      from counted, asked)
  select from counted`;

/**
 * Counts units of a meter in the transaction of the thing they stand for, and publishes the new count.
 * @throws {LimitExceeded} when the units do not fit under the tenant's limit.
 * @throws {Unavailable} when the tenant's entitlements are not known: writes fail closed.
 */
export async function reserveUsage(em: EntityManager, reservation: Reservation): Promise<void> {
  const { tenant, meter } = reservation;
  const cap = capOf(tenant, meter);
  if (!(await countUpTo(em, reservation, cap)))
    throw await refusal(em, reservation, periodOf(reservation), cap ?? 0);
}

/**
 * Counts units of a meter as {@link reserveUsage} does, and without a limit: for what the platform itself puts in,
 * before the tenant has a plan. An amount of 0 makes the meter known.
 */
export async function countUsage(em: EntityManager, count: UsageCount): Promise<void> {
  await countUpTo(em, count, null);
}

/** False when the units do not fit under the cap. */
async function countUpTo(em: EntityManager, count: UsageCount, cap: number | null): Promise<boolean> {
  const { subgraph, meter, amount, now } = count;
  const period = periodOf(count);
  const { name } = usageRecordedBy(subgraph);
  const told = [tenantUuidOf(em), uuidOf(newId('evt')), name, now, causeOf(em)];
  const counted = await askPrepared(em, RESERVE, [meter, period, amount, cap, ...told]);
  return counted.length > 0;
}

function periodOf({ reset, now, takenAt = now, tenant }: UsageCount): string {
  return reset === 'month' ? monthOf(takenAt, tenant.timeZone) : '';
}

async function refusal(em: EntityManager, { tenant, meter }: Reservation, period: string, cap: number) {
  const rows = await em.execute<{ used: number }[]>(
    'select used from usage_counter where id = ? and period = ?',
    [meter, period],
  );
  const resetsAt = period === '' ? null : startOfDay(monthAfter(period), tenant.timeZone);
  return new LimitExceeded(meter, rows[0]?.used ?? 0, cap, resetsAt);
}
