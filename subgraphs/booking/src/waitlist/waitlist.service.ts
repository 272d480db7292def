import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import type { SessionId } from '../session/session.entity.ts';
import { lineOf } from './line.policy.ts';
import { LIVE, WaitlistEntry, type WaitlistEntryId } from './waitlist.entity.ts';
import { WaitlistRecord } from './waitlist-log.entity.ts';

/** Entries by their ids. */
export const waitlistEntryById = loadById(WaitlistEntry, 'waitlist entry');

/** Those who wait for seats of a session, or are offered some, in their order. */
export function listWaitlist(
  ctx: Context,
  sessionId: SessionId,
  args: PageArgs,
): Promise<Page<WaitlistEntry>> {
  const scope = {
    tenantId: ctx.tenant().id,
    name: `waitlist:${sessionId}`,
    where: { session: { id: sessionId }, status: { $in: [...LIVE] } },
    orderBy: [{ priority: 'desc' as const }, { position: 'asc' as const }, { id: 'asc' as const }],
  };
  return ctx.read((em) => findPage(em, WaitlistEntry, scope, args));
}

/** What happened in the waitlist of a session, oldest first. */
export function listWaitlistLog(
  ctx: Context,
  sessionId: SessionId,
  args: PageArgs,
): Promise<Page<WaitlistRecord>> {
  const scope = {
    tenantId: ctx.tenant().id,
    name: `waitlist-log:${sessionId}`,
    where: { session: { id: sessionId } },
    orderBy: [{ position: 'asc' as const }, { id: 'asc' as const }],
  };
  return ctx.read((em) => findPage(em, WaitlistRecord, scope, args));
}

/** The entries of the member who asks, newest first, ended ones included. */
export function listMyWaitlist(ctx: Context, args: PageArgs): Promise<Page<WaitlistEntry>> {
  const customerId = ctx.member().id;
  const scope = {
    tenantId: ctx.tenant().id,
    name: `waitlist:${customerId}`,
    where: { customerId },
    orderBy: [{ id: 'desc' as const }],
  };
  return ctx.read((em) => findPage(em, WaitlistEntry, scope, args));
}

const ofCustomer = prepareRows(WaitlistEntry, [
  { property: 'customerId', is: '=' },
  { property: 'status', is: 'in' },
  { property: 'session', is: 'in' },
]);

/** The entry by which the member who asks waits for seats of each session, or is offered some; or null. */
export const myWaitlistEntryOf: BatchLoad<SessionId, WaitlistEntry | null> = async (ctx, sessionIds) => {
  const found = await ctx.rows(ofCustomer, ctx.member().id, LIVE, sessionIds);
  const bySession = new Map(found.map((entry) => [entry.session.id, entry]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};

const ofSessions = prepareRows(WaitlistEntry, [
  { property: 'status', is: '=' },
  { property: 'session', is: 'in' },
]);

/** The places in the line of each session, from 1, of those who wait. */
export const placesOf: BatchLoad<SessionId, ReadonlyMap<WaitlistEntryId, number>> = async (ctx, ids) => {
  const waiting = await ctx.rows(ofSessions, 'WAITING', ids);
  return ids.map((sessionId) => {
    const line = lineOf(waiting.filter(({ session }) => session.id === sessionId));
    return new Map(line.map(({ id }, index) => [id, index + 1]));
  });
};

/** The place in the line of somebody who waits, from 1; else null. */
export async function placeOf(ctx: Context, { id, session }: WaitlistEntry): Promise<number | null> {
  const places = await ctx.load(placesOf, session.id);
  return places.get(id) ?? null;
}
