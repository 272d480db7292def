import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event, type EventId } from '../event/event.entity.ts';
import { TicketProduct, type TicketProductId } from '../ticket-product/ticket-product.entity.ts';
import { CheckInList, type CheckInListId, type CheckInMode } from './check-in-list.entity.ts';
import { CheckInListProduct } from './check-in-list-product.entity.ts';

/** A check-in list to be created. */
export interface NewCheckInList {
  readonly eventId: EventId;
  readonly name: string;
  readonly productIds: readonly TicketProductId[];
  readonly mode: CheckInMode;
  readonly allowsReentry: boolean;
  readonly confirmRequired: boolean;
}

/** Check-in lists by their ids. */
export const checkInListById = loadById(CheckInList, 'check-in list');

/**
 * Creates a check-in list of an event.
 * @throws {NotFound} when the tenant has no such event, or the event no such product.
 */
export async function createCheckInList(
  ctx: Context,
  input: NewCheckInList,
  key: string,
): Promise<CheckInList> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createCheckInList', key, input }, async ({ em }) => {
    const { eventId, productIds, ...facts } = input;
    const event = await em.findOne(Event, { id: eventId });
    if (!event) throw new NotFound('event');
    const own = { tenantId, id: newId('cil'), event: ref(event), createdAt: ctx.now() };
    const list = em.create(CheckInList, { ...own, ...facts });
    const products = await em.find(TicketProduct, { id: { $in: [...productIds] }, event: { id: eventId } });
    if (products.length < productIds.length) throw new NotFound('ticket product');
    const links = products.map((product) =>
      em.create(CheckInListProduct, { tenantId, id: newId('clp'), list: ref(list), product: ref(product) }),
    );
    await em.persist([list, ...links]).flush();
    return list.id;
  });
  return ctx.load(checkInListById, id);
}

/** The check-in lists of an event, oldest first. */
export function listCheckInLists(ctx: Context, eventId: EventId, args: PageArgs): Promise<Page<CheckInList>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `checkInLists:${eventId}`, where: { event: { id: eventId } } };
  return ctx.read((em) => findPage(em, CheckInList, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}

/** The products of each list, oldest first; none means every product of its event. */
export const productsOfList: BatchLoad<CheckInListId, readonly TicketProduct[]> = async (ctx, listIds) => {
  const links = await ctx.read((em) =>
    em.find(
      CheckInListProduct,
      { list: { id: { $in: [...listIds] } } },
      { populate: ['product'], orderBy: { product: { id: 'asc' } } },
    ),
  );
  const byList = Map.groupBy(links, (link) => link.list.id);
  return listIds.map((id) => (byList.get(id) ?? []).map(({ product }) => product.getEntity()));
};

/** The ids of a list's products inside a transaction; none means every product of its event. */
export async function productIdsOf(em: EntityManager, listId: CheckInListId): Promise<TicketProductId[]> {
  const links = await em.find(CheckInListProduct, { list: { id: listId } });
  return links.map(({ product }) => product.id);
}
