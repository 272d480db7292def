import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocationId } from '../location/location.entity.ts';
import { refToLocation } from '../location/location.service.ts';
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

/** Resources by their ids. */
export const resourceById = loadById(Resource, 'resource');

/**
 * Creates a resource.
 * @throws {NotFound} when the tenant has no such location or pool.
 */
export async function createResource(ctx: Context, input: NewResource, key: string): Promise<Resource> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createResource', key, input }, async ({ em }) => {
    const { locationId, poolId, ...facts } = input;
    const places = {
      location: await refToLocation(em, locationId),
      pool: await refToPool(em, poolId),
    };
    const own = { tenantId, id: newId('rsc'), createdAt: ctx.now() };
    const resource = em.create(Resource, { ...own, ...facts, ...places });
    await em.persist(resource).flush();
    return resource.id;
  });
  return ctx.load(resourceById, id);
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
export function listResources(ctx: Context, args: PageArgs): Promise<Page<Resource>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Resource, { tenantId, name: 'resources', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
