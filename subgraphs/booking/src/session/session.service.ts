import type { Page, PageArgs } from '@freehold/kernel/database/page';
import {
  answeredAs,
  askTogether,
  type EntityStatement,
  entitiesOf,
  findPrepared,
  type Question,
  tellPrepared,
} from '@freehold/kernel/database/prepared/ask-prepared';
import type { Where } from '@freehold/kernel/database/prepared/page-statements';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { uuidOf } from '@freehold/kernel/values/id';
import type { Selection } from '@freehold/kernel/values/selection';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SessionChanged } from '../events.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { onlyThose } from '../only-those.ts';
import { Session, type SessionId } from './session.entity.ts';
import { SlotTaken } from './session.errors.ts';
import { sessionsPage } from './session.page.ts';

const TAKE: EntityStatement = (columns) => `
  update session set seats_taken = seats_taken + $3::int
   where tenant_id = $1 and id = $2 and seats_taken + $3::int between 0 and capacity
     and (canceled_at is null or $3::int <= 0)
  returning ${columns}`;

const GIVE_BACK = 'update session set seats_taken = seats_taken - $3::int where tenant_id = $1 and id = $2';

const KEEP: EntityStatement = (columns) =>
  `select ${columns} from session where tenant_id = $1 and id = any ($2::uuid[]) order by id for update`;

/** Sessions by their ids. */
export const sessionById = loadById(Session, 'session');

/** Which sessions are wanted. */
interface SessionsWanted extends TimeRange {
  /** Those of any unless given. */
  readonly offeringId?: OfferingId | undefined;
}

/** Sessions that begin in a range of time, soonest first; those that one booking made are for staff alone. */
export function listSessions(
  ctx: Context,
  { startsAt, endsAt, offeringId }: SessionsWanted,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Session>> {
  const isForAll = !mayDo(ctx.caller, 'session.readAll');
  const where: Where[] = [
    { property: 'startsAt', is: '>=', value: startsAt },
    { property: 'startsAt', is: '<', value: endsAt },
    { property: 'canceledAt', is: '=', value: null },
    ...(isForAll ? [{ property: 'isOnDemand', is: '=' as const, value: false }] : []),
    ...(offeringId ? [{ property: 'offering', is: '=' as const, value: offeringId }] : []),
  ];
  const range = `${startsAt.toISOString()}:${endsAt.toISOString()}`;
  const name = `sessions:${range}:${isForAll}${offeringId ? `:${offeringId}` : ''}`;
  return ctx.page(sessionsPage, { name, where, selection }, args);
}

/** Each change of seats from now on; those of sessions that one booking made are for staff alone. */
export function changesOfSessions(
  ctx: Context,
): AsyncIterableIterator<DomainEvent<{ sessionId: SessionId }>> {
  const seesAll = mayDo(ctx.caller, 'session.readAll');
  return onlyThose(ctx.live(SessionChanged), ({ payload }) => seesAll || !payload.isOnDemand);
}

/**
 * Takes seats of a session, or with a negative number gives them back. One statement decides,
 * and it holds the session until the transaction ends.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SessionCanceled} when seats are asked of one that was called off.
 * @throws {SlotTaken} when not as many seats are free.
 */
export async function takeSeats(em: EntityManager, id: SessionId, seats: number): Promise<Session> {
  const values = [tenantUuidOf(em), uuidOf(id), seats];
  const [taken] = await findPrepared(em, Session, { statement: TAKE, values });
  if (taken) return taken;
  const session = await em.findOne(Session, { id }, { refresh: true });
  if (!session) throw new NotFound('session');
  session.refuseWhenCanceled();
  throw new SlotTaken(session.seatsLeft);
}

/**
 * Gives seats of a session back that the transaction holds. Nobody waits for it (see {@link tellPrepared}), since the
 * table refuses what cannot be: whoever wants to know what is left holds the session again.
 */
export async function giveSeatsBack(em: EntityManager, id: SessionId, seats: number): Promise<void> {
  await tellPrepared(em, GIVE_BACK, [tenantUuidOf(em), uuidOf(id), seats]);
}

/**
 * Keeps sessions as they are until the transaction ends; always in the same order, so that no two wait for each
 * other. Hold a session before you hold bookings of it.
 * @throws {NotFound} when the tenant has not each of them.
 */
export async function holdSessions(
  em: EntityManager,
  ids: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, Session>> {
  const wanted = [...new Set(ids)];
  const values = [tenantUuidOf(em), wanted.map(uuidOf)];
  const sessions = await findPrepared(em, Session, { statement: KEEP, values });
  if (sessions.length < wanted.length) throw new NotFound('session');
  return new Map(sessions.map((session) => [session.id, session]));
}

/**
 * Keeps one session as it is until the transaction ends.
 * @throws {NotFound} when the tenant has no such session.
 */
export async function holdSession(em: EntityManager, id: SessionId): Promise<Session> {
  const [session] = await askTogether(em, [heldSession(em, id)]);
  return session;
}

/** The same as {@link holdSession}, as a question that is asked together with others. */
export function heldSession(em: EntityManager, id: SessionId): Question<Session> {
  const values = [tenantUuidOf(em), [uuidOf(id)]];
  return answeredAs(entitiesOf(em, Session, { statement: KEEP, values }), ([session]) => {
    if (!session) throw new NotFound('session');
    return session;
  });
}
