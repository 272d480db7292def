import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { given } from '@freehold/kernel/values/given';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event, type EventId } from '../event/event.entity.ts';
import { Quota, type QuotaId } from './quota.entity.ts';
import { quotasOf, type TicketCount } from './quota.service.ts';
import { TicketProduct, type TicketProductId } from './ticket-product.entity.ts';
import { QuantityNotAllowed } from './ticket-product.errors.ts';
import { TicketProductQuota } from './ticket-product-quota.entity.ts';

/** A ticket product to be created. */
export interface NewTicketProduct {
  readonly eventId: EventId;
  readonly name: string;
  readonly priceMinor: bigint;
  readonly minPerOrder: number;
  readonly maxPerOrder: number;
  readonly quotaIds: readonly QuotaId[];
}

/** Ticket products by their ids. */
export const ticketProductById = loadById(TicketProduct, 'ticket product');

/**
 * Creates a ticket product of an event.
 * @throws {NotFound} when the tenant has no such event, or the event no such quota.
 */
export async function createTicketProduct(
  ctx: Context,
  input: NewTicketProduct,
  key: string,
): Promise<TicketProduct> {
  const { id: tenantId, currency } = ctx.tenant();
  const call = {
    operation: 'createTicketProduct',
    key,
    input: { ...input, priceMinor: String(input.priceMinor) },
  };
  const id = await mutateOnce(ctx, call, async ({ em }) => {
    const { eventId, quotaIds, ...facts } = input;
    const event = await em.findOne(Event, { id: eventId });
    if (!event) throw new NotFound('event');
    const own = { tenantId, id: newId('tpr'), event: ref(event), currency, createdAt: ctx.now() };
    const product = em.create(TicketProduct, { ...own, ...facts });
    em.persist(product);
    await linkQuotas(em, product, eventId, quotaIds);
    await em.flush();
    return product.id;
  });
  return ctx.load(ticketProductById, id);
}

/** What a ticket product becomes; what is left out stays. */
export type TicketProductChange = {
  readonly [K in Exclude<keyof NewTicketProduct, 'eventId' | 'quotaIds'>]?: NewTicketProduct[K] | undefined;
};

/**
 * Changes a ticket product for orders from now on.
 * @throws {NotFound} when the tenant has no such product.
 * @throws {Invalid} when an order would have to hold more than it may.
 */
export async function updateTicketProduct(
  ctx: Context,
  productId: TicketProductId,
  change: TicketProductChange,
  key: string,
): Promise<TicketProduct> {
  const input = { productId, ...change, priceMinor: change.priceMinor?.toString() };
  await mutateOnce(ctx, { operation: 'updateTicketProduct', key, input }, async ({ em }) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const product = await em.findOne(TicketProduct, { id: productId }, lock);
    if (!product) throw new NotFound('ticket product');
    em.assign(product, given(change));
    if (product.minPerOrder > product.maxPerOrder)
      throw new Invalid('maxPerOrder: must be minPerOrder or more');
    await em.flush();
    return productId;
  });
  return ctx.load(ticketProductById, productId);
}

async function linkQuotas(
  em: EntityManager,
  product: TicketProduct,
  eventId: EventId,
  quotaIds: readonly QuotaId[],
): Promise<void> {
  const quotas = await em.find(Quota, { id: { $in: [...quotaIds] }, event: { id: eventId } });
  if (quotas.length < quotaIds.length) throw new NotFound('quota');
  const { tenantId } = product;
  for (const quota of quotas)
    em.persist(
      em.create(TicketProductQuota, {
        tenantId,
        id: newId('tpq'),
        product: ref(product),
        quota: ref(quota),
      }),
    );
}

/** The ticket products of an event, oldest first. */
export function listTicketProducts(
  ctx: Context,
  eventId: EventId,
  args: PageArgs,
): Promise<Page<TicketProduct>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `ticketProducts:${eventId}`, where: { event: { id: eventId } } };
  return ctx.read((em) => findPage(em, TicketProduct, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}

/** For each product whether one of its quotas has no ticket left. */
export const isSoldOutOf: BatchLoad<TicketProductId, boolean> = async (ctx, productIds) => {
  const quotas = await quotasOf(ctx, productIds);
  return quotas.map((of) => of instanceof Error || of.some(({ size, sold }) => sold >= size));
};

/**
 * The products that an order asks for, with how many of each.
 * @throws {NotFound} when the event has no such product.
 * @throws {QuantityNotAllowed} when an order may not hold so many of one.
 */
export async function productsFor(
  em: EntityManager,
  eventId: EventId,
  wanted: readonly TicketCount[],
): Promise<{ readonly product: TicketProduct; readonly quantity: number }[]> {
  const ids = wanted.map(({ productId }) => productId);
  const found = await em.find(TicketProduct, { id: { $in: ids }, event: { id: eventId } });
  const byId = new Map(found.map((product) => [product.id, product]));
  return wanted.map(({ productId, quantity }) => {
    const product = byId.get(productId);
    if (!product) throw new NotFound('ticket product');
    const { name, minPerOrder, maxPerOrder } = product;
    if (quantity < minPerOrder || quantity > maxPerOrder)
      throw new QuantityNotAllowed(name, minPerOrder, maxPerOrder);
    return { product, quantity };
  });
}
