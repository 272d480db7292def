import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import type { BatchLoad } from '@freehold/kernel/subgraph/context';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Claim } from '../claim/claim.entity.ts';
import { rangeText } from '../claim/time-range.type.ts';
import type { ResourceId } from '../resource/resource.entity.ts';
import type { SessionId } from './session.entity.ts';

const CLAIMING = `
  select distinct session_id as id from claim
   where tenant_id = $1 and resource_id = $2 and blocked && $3::tstzrange and session_id is not null`;

/** All resources that sessions take, in the order in which they were taken; none for one that was called off. */
export const claimedBy: BatchLoad<SessionId, readonly ResourceId[]> = async (ctx, sessionIds) => {
  const where = { sessionId: { $in: [...sessionIds] } };
  const claims = await ctx.read((em) => em.find(Claim, where, { orderBy: { id: 'asc' } }));
  const bySession = Map.groupBy(claims, ({ sessionId }) => sessionId);
  return sessionIds.map((id) => (bySession.get(id) ?? []).map(({ resource }) => resource.id));
};

/** The sessions that take a resource inside a range of time, whoever gives them. */
export async function sessionsThatClaim(
  em: EntityManager,
  resourceId: ResourceId,
  range: TimeRange,
): Promise<readonly SessionId[]> {
  const values = [tenantUuidOf(em), uuidOf(resourceId), rangeText(range)];
  const rows = await askPrepared<{ id: string }>(em, CLAIMING, values);
  return rows.map(({ id }) => idOf('ssn', id));
}
