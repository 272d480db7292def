import type { TenantId } from '@freehold/kernel/caller/caller';
import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { type Id, newId, uuidOf } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { apartFrom } from '../matching/apart.policy.ts';
import type { Resource } from '../resource/resource.entity.ts';
import { claimedIn, sweepClaims } from './claim.service.ts';
import { rangeText } from './time-range.type.ts';

/** A time in which a resource is to be kept busy. */
export interface WantedBusy extends TimeRange {
  readonly busyTimeId: Id<'bsy'>;
}

/** Times of one resource, which the caller has locked. */
export interface ManyClaims<Wanted extends WantedBusy> {
  readonly tenantId: TenantId;
  readonly resource: Resource;
  readonly wanted: readonly Wanted[];
  readonly now: Date;
}

const INSERT = `
  insert into claim (tenant_id, id, resource_id, blocked, busy_time_id, expires_at)
  select $1, row.id, $2, row.blocked, row.busy, upper(row.blocked)
    from unnest($3::uuid[], $4::uuid[], $5::tstzrange[]) as row (id, busy, blocked)`;

const FREE = 'delete from claim where tenant_id = $1 and busy_time_id = any ($2::uuid[])';

function spanOf(ranges: readonly TimeRange[]): TimeRange {
  const starts = ranges.map(({ startsAt }) => startsAt.getTime());
  const ends = ranges.map(({ endsAt }) => endsAt.getTime());
  return { startsAt: new Date(Math.min(...starts)), endsAt: new Date(Math.max(...ends)) };
}

/**
 * Takes a resource for many times, each until it is over, and answers those that were free: of two that meet, the one
 * that begins first. The statements are as many for thousands as for one.
 */
export async function takeManyClaims<Wanted extends WantedBusy>(
  em: EntityManager,
  { tenantId, resource, wanted, now }: ManyClaims<Wanted>,
): Promise<readonly Wanted[]> {
  if (wanted.length === 0) return [];
  await sweepClaims(em, [resource.id], now);
  const claimed = await claimedIn(em, [resource.id], [spanOf(wanted)], now);
  const free = apartFrom(
    claimed.map(({ blocked }) => blocked),
    wanted,
  );
  await askPrepared(em, INSERT, [
    uuidOf(tenantId),
    uuidOf(resource.id),
    free.map(() => uuidOf(newId('clm'))),
    free.map(({ busyTimeId }) => uuidOf(busyTimeId)),
    free.map(rangeText),
  ]);
  return free;
}

/** Frees what busy times have taken. */
export async function freeManyClaims(em: EntityManager, ids: readonly Id<'bsy'>[]): Promise<void> {
  await askPrepared(em, FREE, [tenantUuidOf(em), ids.map(uuidOf)]);
}
