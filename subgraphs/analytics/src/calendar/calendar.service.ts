import type { TenantId } from '@freehold/kernel/caller/caller';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Calendar } from './calendar.entity.ts';

/** Keeps the calendar of a tenant that was made. */
export async function openCalendar(
  em: EntityManager,
  { tenantId, occurredAt, payload }: DomainEvent<{ readonly timeZone: string }>,
): Promise<void> {
  await em.upsert(Calendar, { tenantId, timeZone: payload.timeZone, openedAt: occurredAt });
}

const ownCalendar = prepareRows(Calendar, []);

const calendarOf: BatchLoad<TenantId, Calendar | null> = async (ctx, tenantIds) => {
  const found = await ctx.rows(ownCalendar);
  return tenantIds.map((id) => found.find(({ tenantId }) => tenantId === id) ?? null);
};

/** The calendar of the caller's tenant. One that tenancy's event has not brought yet is opened now, in the caller's zone. */
export async function currentCalendar(ctx: Context): Promise<Calendar> {
  const { id: tenantId, timeZone } = ctx.tenant();
  const known = await ctx.load(calendarOf, tenantId);
  return known ?? Object.assign(new Calendar(), { tenantId, timeZone, openedAt: ctx.now() });
}
