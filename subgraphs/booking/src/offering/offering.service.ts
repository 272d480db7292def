import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { Offering, type OfferingKind } from './offering.entity.ts';

/** An offering to be created. */
export interface NewOffering {
  readonly name: string;
  readonly description: string;
  readonly kind: OfferingKind;
  readonly durationMinutes: number;
  readonly capacity: number;
  readonly priceMinor: bigint;
  readonly resourceId: ResourceId;
}

/** Offerings by their ids. */
export const offeringById = loadById(Offering, 'offering');

/**
 * Creates an offering.
 * @throws {NotFound} when the tenant has no such resource.
 */
export async function createOffering(ctx: Context, input: NewOffering, key: string): Promise<Offering> {
  const { id: tenantId, currency } = ctx.tenant();
  const keyed = { ...input, priceMinor: String(input.priceMinor) };
  const id = await mutateOnce(ctx, { operation: 'createOffering', key, input: keyed }, async ({ em }) => {
    const { resourceId, ...facts } = input;
    const resource = await em.findOne(Resource, { id: resourceId });
    if (!resource) throw new NotFound('resource');
    const own = { tenantId, id: newId('off'), currency, resource: ref(resource), createdAt: ctx.now() };
    const offering = em.create(Offering, { ...own, ...facts });
    await em.persist(offering).flush();
    return offering.id;
  });
  return ctx.load(offeringById, id);
}

/** What the tenant offers, oldest first. */
export function listOfferings(ctx: Context, args: PageArgs): Promise<Page<Offering>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Offering, { tenantId, name: 'offerings', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
