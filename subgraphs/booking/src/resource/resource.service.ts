import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { capOf } from '@freehold/kernel/metering/cap-of';
import { LimitExceeded } from '@freehold/kernel/metering/limit-exceeded';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { given } from '@freehold/kernel/values/given';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { faceOf } from '../face.ts';
import type { LocationId } from '../location/location.entity.ts';
import { LocationInUse } from '../location/location.errors.ts';
import { refToLocation } from '../location/location.service.ts';
import { archivedScope, type NamedArgs } from '../named.ts';
import { Resource, type ResourceId, type ResourceKind } from './resource.entity.ts';
import type { ResourcePoolId } from './resource-pool.entity.ts';
import { refToPool } from './resource-pool.service.ts';

/** A resource to be created. */
export interface NewResource {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly capacity: number;
  readonly locationId?: LocationId | null | undefined;
  readonly poolId?: ResourcePoolId | null | undefined;
}

/** What a resource becomes; what is left out stays, and null takes away. */
export type ResourceChange = {
  readonly [K in Exclude<keyof NewResource, 'kind'>]?: NewResource[K] | undefined;
};

/** Resources by their ids. */
export const resourceById = loadById(Resource, 'resource');

/**
 * Creates a resource; a person within what the plan allows.
 * @throws {NotFound} when the tenant has no such location or pool.
 * @throws {LocationArchived} when the location was archived.
 * @throws {LimitExceeded} for one person more than the plan allows.
 */
export async function createResource(ctx: Context, input: NewResource, key: string): Promise<Resource> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createResource', key, input }, async ({ em }) => {
    const { locationId, poolId, ...facts } = input;
    const places = {
      location: await refToLocation(em, locationId),
      pool: await refToPool(em, poolId),
    };
    if (input.kind === 'PERSON') await refusePersonOverPlan(ctx, em);
    const own = { tenantId, id: newId('rsc'), createdAt: ctx.now(), archivedAt: null };
    const resource = em.create(Resource, { ...own, ...facts, ...places });
    await em.persist(resource).flush();
    return resource.id;
  });
  return ctx.load(resourceById, id);
}

/**
 * Changes a resource. Sessions that it has stay as they are.
 * @throws {NotFound} when the tenant has no such resource, location or pool.
 * @throws {LocationArchived} when the location was archived.
 */
export async function updateResource(
  ctx: Context,
  resourceId: ResourceId,
  change: ResourceChange,
  key: string,
): Promise<Resource> {
  const call = { operation: 'updateResource', key, input: { resourceId, ...change }, nullClears: true };
  await mutateOnce(ctx, call, async ({ em }) => {
    const { locationId, poolId, ...facts } = change;
    const resource = await holdResource(em, resourceId);
    if (locationId !== undefined) resource.location = await refToLocation(em, locationId);
    if (poolId !== undefined) resource.pool = await refToPool(em, poolId);
    em.assign(resource, given(facts));
    await em.flush();
    return resourceId;
  });
  return ctx.load(resourceById, resourceId);
}

/**
 * Archives a resource: it takes no new bookings, and a person counts no more. What it has stands.
 * @throws {NotFound} when the tenant has no such resource.
 */
export async function archiveResource(ctx: Context, resourceId: ResourceId, key: string): Promise<Resource> {
  const call = { operation: 'archiveResource', key, input: { resourceId } };
  await mutateOnce(ctx, call, async ({ em }) => {
    const resource = await holdResource(em, resourceId);
    resource.archivedAt ??= ctx.now();
    return resourceId;
  });
  return ctx.load(resourceById, resourceId);
}

/**
 * Takes a resource back from the archive.
 * @throws {NotFound} when the tenant has no such resource.
 * @throws {LocationArchived} when it is at a location that was archived.
 * @throws {LimitExceeded} for one person more than the plan allows.
 */
export async function restoreResource(ctx: Context, resourceId: ResourceId, key: string): Promise<Resource> {
  const call = { operation: 'restoreResource', key, input: { resourceId } };
  await mutateOnce(ctx, call, async ({ em }) => {
    const resource = await holdResource(em, resourceId);
    await refToLocation(em, resource.location?.id);
    if (resource.archivedAt && resource.kind === 'PERSON') await refusePersonOverPlan(ctx, em);
    resource.archivedAt = null;
    return resourceId;
  });
  return ctx.load(resourceById, resourceId);
}

async function holdResource(em: EntityManager, id: ResourceId): Promise<Resource> {
  const resource = await em.findOne(Resource, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!resource) throw new NotFound('resource');
  return resource;
}

/** People who are added at once wait for each other here, so that two cannot both be the last one. */
async function refusePersonOverPlan(ctx: Context, em: EntityManager): Promise<void> {
  const limit = faceOf(ctx).meters.bookablePeople;
  const cap = limit === null ? null : capOf(ctx.tenant(), limit);
  if (limit === null || cap === null) return;
  const lock = `booking.people:${ctx.tenant().id}`;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
  const used = await em.count(Resource, { kind: 'PERSON', archivedAt: null });
  if (used >= cap) throw new LimitExceeded(limit, used, cap, null);
}

/**
 * Lets a location be archived that nothing is at.
 * @throws {LocationInUse} while resources that are not archived are at it.
 */
export async function keepLocation(
  _ctx: Context,
  { em }: Transaction,
  { locationId }: { readonly locationId: LocationId },
): Promise<void> {
  const resources = await em.count(Resource, { location: { id: locationId }, archivedAt: null });
  if (resources > 0) throw new LocationInUse(resources);
}

/**
 * A resource to be pointed at; null for no id.
 * @throws {NotFound} when the tenant has no such resource.
 */
export async function refToResource(
  em: EntityManager,
  id: ResourceId | null | undefined,
): Promise<Ref<Resource> | null> {
  if (!id) return null;
  const resource = await em.findOne(Resource, { id });
  if (!resource) throw new NotFound('resource');
  return ref(resource);
}

/** The tenant's resources, oldest first. */
export function listResources(ctx: Context, wanted: NamedArgs, args: PageArgs): Promise<Page<Resource>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, ...archivedScope('resources', wanted) };
  return ctx.read((em) => findPage(em, Resource, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}
