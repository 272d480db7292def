import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { hashOfSecret, newSecret } from '../secret.ts';
import { CalendarFeed, type CalendarFeedId, type FeedScope } from './calendar-feed.entity.ts';

/** A feed to be made. */
export interface NewFeed {
  readonly scope: FeedScope;
  /** For the scope RESOURCE alone. */
  readonly resourceId?: ResourceId | null | undefined;
}

/** A feed with its address, which is shown once. */
export interface MadeFeed {
  readonly feed: CalendarFeed;
  readonly path: string | null;
}

/** Feeds by their ids. */
export const calendarFeedById = loadById(CalendarFeed, 'calendar feed');

/**
 * Makes a feed. A repetition with the same key makes no other one, and cannot show the address again.
 * @throws {Forbidden} when somebody else than staff asks for more than the own bookings.
 * @throws {NotFound} when the tenant has no such resource.
 */
export async function createCalendarFeed(ctx: Context, input: NewFeed, key: string): Promise<MadeFeed> {
  if (input.scope !== 'CUSTOMER' && !mayDo(ctx.caller, 'calendarFeed.createAny')) throw new Forbidden();
  const secret = newSecret();
  const call = { operation: 'createCalendarFeed', key, input };
  const id = await mutateOnce(ctx, call, async ({ em }) => {
    const { resourceId } = input;
    const resource = resourceId ? await em.findOne(Resource, { id: resourceId }) : null;
    if (resourceId && !resource) throw new NotFound('resource');
    const feed = em.create(CalendarFeed, {
      tenantId: ctx.tenant().id,
      id: newId('cfd'),
      scope: input.scope,
      secretHash: hashOfSecret(secret),
      resource: resource && ref(resource),
      createdBy: ctx.member().id,
      createdAt: ctx.now(),
      revokedAt: null,
    });
    await em.persist(feed).flush();
    return feed.id;
  });
  const feed = await ctx.load(calendarFeedById, id);
  return { feed, path: feed.secretHash === hashOfSecret(secret) ? `/calendar/${secret}.ics` : null };
}

/**
 * Makes a feed show nothing any more; one that was revoked stays so.
 * @throws {NotFound} when there is none, or somebody else made it and the caller is not staff.
 */
export async function revokeCalendarFeed(
  ctx: Context,
  feedId: CalendarFeedId,
  key: string,
): Promise<CalendarFeed> {
  const call = { operation: 'revokeCalendarFeed', key, input: { feedId } };
  const id = await mutateOnce(ctx, call, async ({ em }) => {
    const feed = await em.findOne(CalendarFeed, { id: feedId });
    const isTheirs = feed?.createdBy === ctx.member().id || mayDo(ctx.caller, 'calendarFeed.createAny');
    if (!feed || !isTheirs) throw new NotFound('calendar feed');
    feed.revokedAt ??= ctx.now();
    return feed.id;
  });
  return ctx.load(calendarFeedById, id);
}

/** The feeds that the member who asks has made, newest first. */
export function listMyFeeds(ctx: Context, args: PageArgs): Promise<Page<CalendarFeed>> {
  const createdBy = ctx.member().id;
  const orderBy = [{ id: 'desc' as const }];
  const scope = {
    tenantId: ctx.tenant().id,
    name: `calendar-feeds:${createdBy}`,
    where: { createdBy },
    orderBy,
  };
  return ctx.read((em) => findPage(em, CalendarFeed, scope, args));
}
