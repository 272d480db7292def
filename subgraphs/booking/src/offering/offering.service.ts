import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { refToResource } from '../resource/resource.service.ts';
import type { ResourcePoolId } from '../resource/resource-pool.entity.ts';
import { membersOf, refToPool } from '../resource/resource-pool.service.ts';
import { Offering, type OfferingId, type OfferingKind } from './offering.entity.ts';

/** An offering to be created. */
export interface NewOffering {
  readonly name: string;
  readonly description: string;
  readonly kind: OfferingKind;
  readonly durationMinutes: number;
  readonly capacity: number;
  readonly priceMinor: bigint;
  /** Either this or a pool. */
  readonly resourceId?: ResourceId | null | undefined;
  readonly poolId?: ResourcePoolId | null | undefined;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly needsApproval: boolean;
  readonly taxCode?: string | null | undefined;
}

/** Offerings by their ids. */
export const offeringById = loadById(Offering, 'offering');

/**
 * Creates an offering.
 * @throws {NotFound} when the tenant has no such resource or pool.
 */
export async function createOffering(ctx: Context, input: NewOffering, key: string): Promise<Offering> {
  const { id: tenantId, currency } = ctx.tenant();
  // What is left out is no part of the question, so that keys of calls that did not know it yet stay good.
  const keyed = {
    ...input,
    priceMinor: String(input.priceMinor),
    bufferBeforeMinutes: input.bufferBeforeMinutes || undefined,
    bufferAfterMinutes: input.bufferAfterMinutes || undefined,
    needsApproval: input.needsApproval || undefined,
  };
  const id = await mutateOnce(ctx, { operation: 'createOffering', key, input: keyed }, async ({ em }) => {
    const { resourceId, poolId, taxCode = null, ...facts } = input;
    const needs = {
      resource: await refToResource(em, resourceId),
      pool: await refToPool(em, poolId),
    };
    const own = { tenantId, id: newId('off'), currency, createdAt: ctx.now() };
    const offering = em.create(Offering, { ...own, ...facts, ...needs, taxCode });
    await em.persist(offering).flush();
    return offering.id;
  });
  return ctx.load(offeringById, id);
}

/**
 * An offering of the tenant.
 * @throws {NotFound} when there is none.
 */
export async function findOffering(em: EntityManager, id: OfferingId): Promise<Offering> {
  const offering = await em.findOne(Offering, { id });
  if (!offering) throw new NotFound('offering');
  return offering;
}

/** The resources of which any one serves an offering, smallest id first. */
export async function candidatesOf(em: EntityManager, offering: Offering): Promise<readonly Resource[]> {
  if (offering.pool) return membersOf(em, offering.pool.id);
  return em.find(Resource, { id: offering.resource?.id ?? null });
}

/** What the tenant offers, oldest first. */
export function listOfferings(ctx: Context, args: PageArgs): Promise<Page<Offering>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Offering, { tenantId, name: 'offerings', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
