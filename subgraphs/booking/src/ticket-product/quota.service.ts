import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { raw, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event, type EventId } from '../event/event.entity.ts';
import { SoldOut, TicketsTaken } from '../event/event.errors.ts';
import { Quota, type QuotaId } from './quota.entity.ts';
import type { TicketProductId } from './ticket-product.entity.ts';
import { TicketProductQuota } from './ticket-product-quota.entity.ts';

/** A quota to be created. */
export interface NewQuota {
  readonly eventId: EventId;
  readonly name: string;
  readonly size: number;
}

/** So many tickets of a product. */
export interface TicketCount {
  readonly productId: TicketProductId;
  readonly quantity: number;
}

/** Quotas by their ids. */
export const quotaById = loadById(Quota, 'quota');

/**
 * Creates a quota of an event.
 * @throws {NotFound} when the tenant has no such event.
 */
export async function createQuota(ctx: Context, input: NewQuota, key: string): Promise<Quota> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createQuota', key, input }, async ({ em }) => {
    const event = await em.findOne(Event, { id: input.eventId });
    if (!event) throw new NotFound('event');
    const { name, size } = input;
    const own = { tenantId, id: newId('qta'), event: ref(event), createdAt: ctx.now() };
    const quota = em.create(Quota, { ...own, name, size, sold: 0 });
    await em.persist(quota).flush();
    return quota.id;
  });
  return ctx.load(quotaById, id);
}

/**
 * Gives a quota another size. One statement decides, so that what is sold meanwhile counts.
 * @throws {NotFound} when the tenant has no such quota.
 * @throws {TicketsTaken} for less than is sold.
 */
export async function changeQuota(ctx: Context, quotaId: QuotaId, size: number, key: string): Promise<Quota> {
  const call = { operation: 'changeQuota', key, input: { quotaId, size } };
  await mutateOnce(ctx, call, async ({ em }) => {
    if ((await em.nativeUpdate(Quota, { id: quotaId, sold: { $lte: size } }, { size })) === 1) return quotaId;
    const quota = await em.findOne(Quota, { id: quotaId });
    throw quota ? new TicketsTaken(quota.sold) : new NotFound('quota');
  });
  return ctx.load(quotaById, quotaId);
}

/** The quotas of an event, oldest first. */
export function listQuotas(ctx: Context, eventId: EventId, args: PageArgs): Promise<Page<Quota>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `quotas:${eventId}`, where: { event: { id: eventId } } };
  return ctx.read((em) => findPage(em, Quota, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}

/** The quotas that each product counts against, oldest first. */
export const quotasOf: BatchLoad<TicketProductId, readonly Quota[]> = async (ctx, productIds) => {
  const links = await ctx.read((em) =>
    em.find(
      TicketProductQuota,
      { product: { id: { $in: [...productIds] } } },
      { populate: ['quota'], orderBy: { quota: { id: 'asc' } } },
    ),
  );
  const byProduct = Map.groupBy(links, (link) => link.product.id);
  return productIds.map((id) => (byProduct.get(id) ?? []).map(({ quota }) => quota.getEntity()));
};

/** How many tickets each quota is asked for, by the id of the quota: everybody asks in the same order, so nobody waits in a circle. */
async function demandOf(em: EntityManager, wanted: readonly TicketCount[]): Promise<[QuotaId, number][]> {
  const counts = new Map(wanted.map(({ productId, quantity }) => [productId, quantity]));
  const links = await em.find(TicketProductQuota, { product: { id: { $in: [...counts.keys()] } } });
  const byQuota = Map.groupBy(links, (link) => link.quota.id);
  return [...byQuota]
    .map(([quotaId, of]): [QuotaId, number] => [
      quotaId,
      of.reduce((sum, { product }) => sum + (counts.get(product.id) ?? 0), 0),
    ])
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/**
 * Takes tickets of every quota that the products count against. One statement decides for each quota.
 * @throws {SoldOut} when a quota has not as many left.
 */
export async function takeQuotas(em: EntityManager, wanted: readonly TicketCount[]): Promise<void> {
  for (const [id, count] of await demandOf(em, wanted)) {
    const taken = await em.nativeUpdate(
      Quota,
      { id, [raw('sold + ?', [count])]: { $lte: raw('size') } },
      { sold: raw<number>('sold + ?', [count]) },
    );
    if (taken === 1) continue;
    const { name, size, sold } = await em.findOneOrFail(Quota, { id }, { refresh: true });
    throw new SoldOut(`"${name}"`, size - sold);
  }
}

/** Gives tickets back to every quota that the products count against. */
export async function giveQuotasBack(em: EntityManager, given: readonly TicketCount[]): Promise<void> {
  for (const [id, count] of await demandOf(em, given))
    await em.nativeUpdate(Quota, { id }, { sold: raw<number>('sold - ?', [count]) });
}
