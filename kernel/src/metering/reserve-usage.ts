import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerTenant } from '../caller/caller.ts';
import { Unavailable } from '../errors/refusals.ts';
import { writeEvent } from '../events/outbox.ts';
import { startOfDay } from '../values/local-midnight.ts';
import { LimitExceeded } from './limit-exceeded.ts';
import { monthAfter, monthOf } from './period.ts';
import { usageRecordedBy } from './usage-recorded.ts';

/** Units of a meter to count. `subgraph` is the one that counts; the time decides the period. */
export interface Reservation {
  readonly subgraph: string;
  readonly tenant: CallerTenant;
  readonly meter: string;
  /** Units; negative gives them back. */
  readonly amount: number;
  /** `month` counts anew each month of the tenant's time zone; `none` is a gauge. */
  readonly reset: 'month' | 'none';
  readonly now: Date;
}

interface Counted {
  used: number;
  revision: number;
}

// One statement decides, so that parallel callers at the last unit get exactly one success.
const RESERVE = `
  insert into usage_counter as counter (tenant_id, id, period, used, revision)
  select nullif(current_setting('app.tenant_id', true), '')::uuid, ?::text, ?::text, ?::int, 1
   where ?::int is null or ?::int <= ?::int
  on conflict (tenant_id, id, period) do update
     set used = greatest(0, counter.used + excluded.used), revision = counter.revision + 1
   where ?::int is null or excluded.used <= 0 or counter.used + excluded.used <= ?::int
  returning used, revision`;

/**
 * Counts units of a meter in the transaction of the thing they stand for, and publishes the new count.
 * @throws {LimitExceeded} when the units do not fit under the tenant's limit.
 * @throws {Unavailable} when the tenant's entitlements are not known: writes fail closed.
 */
export async function reserveUsage(em: EntityManager, reservation: Reservation): Promise<void> {
  const { subgraph, tenant, meter, amount, reset, now } = reservation;
  if (tenant.plan === null)
    throw new Unavailable('The plan of this tenant is not known right now. Try again shortly.');
  const period = reset === 'month' ? monthOf(now, tenant.timeZone) : '';
  const cap = tenant.limits[meter] === undefined ? 0 : tenant.limits[meter];
  const counted = await em.execute<Counted[]>(RESERVE, [meter, period, amount, cap, amount, cap, cap, cap]);
  const [count] = counted;
  if (!count) throw await refusal(em, reservation, period, cap ?? 0);
  writeEvent(em, tenant.id, now, usageRecordedBy(subgraph), { meter, period, ...count });
}

async function refusal(em: EntityManager, { tenant, meter }: Reservation, period: string, cap: number) {
  const rows = await em.execute<Counted[]>(
    'select used, revision from usage_counter where id = ? and period = ?',
    [meter, period],
  );
  const resetsAt = period === '' ? null : startOfDay(monthAfter(period), tenant.timeZone);
  return new LimitExceeded(meter, rows[0]?.used ?? 0, cap, resetsAt);
}
