import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { given } from '@freehold/kernel/values/given';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refToResource } from '../resource/resource.service.ts';
import { refToPool } from '../resource/resource-pool.service.ts';
import { refuseNeededTwice, replaceNeeds } from './need.service.ts';
import { Offering, type OfferingId } from './offering.entity.ts';
import { type NewOffering, offeringById } from './offering.service.ts';

/** What an offering becomes; what is left out stays. */
export type OfferingChange = {
  readonly [K in Exclude<keyof NewOffering, 'kind'>]?: NewOffering[K] | undefined;
};

/**
 * Changes an offering for what is booked from now on: bookings keep their prices, and sessions their times and seats.
 * @throws {NotFound} when the tenant has no such offering, resource or pool.
 * @throws {Invalid} for a resource that is needed twice.
 */
export async function updateOffering(
  ctx: Context,
  offeringId: OfferingId,
  change: OfferingChange,
  key: string,
): Promise<Offering> {
  const input = { offeringId, ...change, priceMinor: change.priceMinor?.toString() };
  const call = { operation: 'updateOffering', key, input, nullClears: true };
  await mutateOnce(ctx, call, async ({ em }) => {
    const { resourceId, poolId, furtherNeeds, ...facts } = change;
    const offering = await holdOffering(em, offeringId);
    if (resourceId || poolId) {
      offering.resource = await refToResource(em, resourceId);
      offering.pool = await refToPool(em, poolId);
    }
    em.assign(offering, given(facts));
    await em.flush();
    if (furtherNeeds) await replaceNeeds(em, offering, furtherNeeds);
    await refuseNeededTwice(em, offering);
    return offeringId;
  });
  return ctx.load(offeringById, offeringId);
}

/**
 * Archives an offering: it takes no new bookings, and those that were made stand.
 * @throws {NotFound} when the tenant has no such offering.
 */
export function archiveOffering(ctx: Context, offeringId: OfferingId, key: string): Promise<Offering> {
  return setArchived(ctx, 'archiveOffering', offeringId, key);
}

/**
 * Takes an offering back from the archive.
 * @throws {NotFound} when the tenant has no such offering.
 */
export function restoreOffering(ctx: Context, offeringId: OfferingId, key: string): Promise<Offering> {
  return setArchived(ctx, 'restoreOffering', offeringId, key);
}

async function setArchived(
  ctx: Context,
  operation: 'archiveOffering' | 'restoreOffering',
  offeringId: OfferingId,
  key: string,
): Promise<Offering> {
  await mutateOnce(ctx, { operation, key, input: { offeringId } }, async ({ em }) => {
    const offering = await holdOffering(em, offeringId);
    offering.archivedAt = operation === 'archiveOffering' ? (offering.archivedAt ?? ctx.now()) : null;
    return offeringId;
  });
  return ctx.load(offeringById, offeringId);
}

async function holdOffering(em: EntityManager, id: OfferingId): Promise<Offering> {
  const offering = await em.findOne(Offering, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!offering) throw new NotFound('offering');
  return offering;
}
