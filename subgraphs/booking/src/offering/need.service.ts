import {
  askTogether,
  type EntityStatement,
  entitiesOf,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { Invalid } from '@freehold/kernel/errors/refusals';
import type { BatchLoad } from '@freehold/kernel/subgraph/context';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Resource, type ResourceId, type ResourceKind } from '../resource/resource.entity.ts';
import { ResourceArchived, ResourceTooSmall } from '../resource/resource.errors.ts';
import { refToResource } from '../resource/resource.service.ts';
import type { ResourcePoolId } from '../resource/resource-pool.entity.ts';
import { refToPool } from '../resource/resource-pool.service.ts';
import type { Offering, OfferingId } from './offering.entity.ts';
import { type Need, type Needs, OfferingNeed } from './offering-need.entity.ts';

/** Something that an offering is to need beside its own resource. */
export interface NewNeed {
  /** Either this or a pool. */
  readonly resourceId?: ResourceId | null | undefined;
  readonly poolId?: ResourcePoolId | null | undefined;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** People fill rooms and equipment; what a person or a crew can take is for the offering to say. */
const FILLED: ReadonlySet<ResourceKind> = new Set(['ROOM', 'EQUIPMENT']);

const NEEDS: EntityStatement = (columns) =>
  `select ${columns} from offering_need where tenant_id = $1 and offering_id = $2 order by place`;
const RESOURCES: EntityStatement = (columns) =>
  `select ${columns} from resource
    where tenant_id = $1 and (id = $3 or pool_id = $4
      or id = any (array(select resource_id from offering_need where tenant_id = $1 and offering_id = $2))
      or pool_id = any (array(select pool_id from offering_need where tenant_id = $1 and offering_id = $2)))
    order by id`;

/**
 * All that an offering needs, with the resources that serve, in one round trip; archived ones too, which may still be
 * busy.
 */
export async function needsOf(em: EntityManager, offering: Offering): Promise<Needs> {
  const values = [tenantUuidOf(em), uuidOf(offering.id)];
  const own = [offering.resource, offering.pool].map((each) => each && uuidOf(each.id));
  const [further, resources] = await askTogether(em, [
    entitiesOf(em, OfferingNeed, { statement: NEEDS, values }),
    entitiesOf(em, Resource, { statement: RESOURCES, values: [...values, ...own] }),
  ]);
  const needOf = (need: Offering | OfferingNeed): Need => {
    const { resource, pool, bufferBeforeMinutes, bufferAfterMinutes } = need;
    const serving = resources.filter((each) => (pool ? each.pool?.id === pool.id : each.id === resource?.id));
    return { resources: serving, bufferBeforeMinutes, bufferAfterMinutes };
  };
  return [needOf(offering), ...further.map(needOf)];
}

/** All resources that serve a need, each once. */
export function servingAny(needs: Needs): readonly ResourceId[] {
  return [...new Set(needs.flatMap(({ resources }) => resources.map(({ id }) => id)))];
}

/**
 * The same needs with those resources alone that take bookings and have room for so many people.
 * @throws {ResourceArchived} when all that serve one of them were archived.
 * @throws {ResourceTooSmall} when none of the others has as much room.
 */
function openNeeds(needs: Needs, seats: number): Needs {
  const open = keeping(
    needs,
    ({ archivedAt }) => !archivedAt,
    () => new ResourceArchived(),
  );
  return roomyNeeds(open, seats);
}

/**
 * The same needs with those resources alone that have room for so many people.
 * @throws {ResourceTooSmall} when none has that serves one of them.
 */
export function roomyNeeds(needs: Needs, seats: number): Needs {
  const room = (resources: readonly Resource[]) => Math.max(...resources.map(({ capacity }) => capacity));
  return keeping(
    needs,
    (resource) => seatsOf(resource) >= seats,
    (all) => new ResourceTooSmall(seats, room(all)),
  );
}

/** @throws {ResourceTooSmall} when one of these resources has no room for so many people. */
export function refuseTooSmall(resources: readonly Resource[], seats: number): void {
  const room = Math.min(...resources.map(seatsOf));
  if (room < seats) throw new ResourceTooSmall(seats, room);
}

/** A pool without members is left as it is: nothing of it is ever free. */
function keeping(
  [own, ...further]: Needs,
  isKept: (resource: Resource) => boolean,
  refusal: (resources: readonly Resource[]) => Error,
): Needs {
  const kept = (need: Need): Need => {
    const resources = need.resources.filter(isKept);
    if (resources.length === 0 && need.resources.length > 0) throw refusal(need.resources);
    return { ...need, resources };
  };
  return [kept(own), ...further.map(kept)];
}

/** People that have room in a resource; a person or a crew is not filled. */
export function seatsOf({ kind, capacity }: Resource): number {
  return FILLED.has(kind) ? capacity : Number.POSITIVE_INFINITY;
}

/**
 * What {@link openNeeds} makes of what an offering needs.
 * @throws {ResourceArchived|ResourceTooSmall} as it does.
 */
export async function openNeedsOf(em: EntityManager, offering: Offering, seats: number): Promise<Needs> {
  return openNeeds(await needsOf(em, offering), seats);
}

/**
 * Writes down what an offering needs beside its own resource, instead of what it needed so far.
 * @throws {NotFound} when the tenant has no such resource or pool.
 */
export async function replaceNeeds(
  em: EntityManager,
  offering: Offering,
  needs: readonly NewNeed[],
): Promise<void> {
  await em.nativeDelete(OfferingNeed, { offering: { id: offering.id } });
  for (const [place, { resourceId, poolId, ...buffers }] of needs.entries()) {
    const what = { resource: await refToResource(em, resourceId), pool: await refToPool(em, poolId) };
    const own = { tenantId: offering.tenantId, id: newId('ofn'), offering: ref(offering), place };
    em.persist(em.create(OfferingNeed, { ...own, ...what, ...buffers }));
  }
  await em.flush();
}

/** @throws {Invalid} when one resource is named twice in what an offering needs, its own included. */
export async function refuseNeededTwice(em: EntityManager, offering: Offering): Promise<void> {
  const further = await em.find(OfferingNeed, { offering: { id: offering.id } });
  const named = [offering, ...further].flatMap(({ resource }) => resource?.id ?? []);
  if (new Set(named).size < named.length) throw new Invalid('No resource can be needed twice.');
}

/** What offerings need beside their own resources. */
export const furtherNeedsOf: BatchLoad<OfferingId, readonly OfferingNeed[]> = async (ctx, offeringIds) => {
  const where = { offering: { id: { $in: [...offeringIds] } } };
  const found = await ctx.read((em) => em.find(OfferingNeed, where, { orderBy: { place: 'asc' } }));
  const byOffering = Map.groupBy(found, ({ offering }) => offering.id);
  return offeringIds.map((id) => byOffering.get(id) ?? []);
};
