import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type NamedArgs, namedScope } from '../named.ts';
import { ResourcePool, type ResourcePoolId } from './resource-pool.entity.ts';

/** Pools by their ids. */
export const resourcePoolById = loadById(ResourcePool, 'resource pool');

/** Creates a pool without members; resources join it when they are created. */
export async function createResourcePool(
  ctx: Context,
  input: { readonly name: string },
  key: string,
): Promise<ResourcePool> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createResourcePool', key, input }, async ({ em }) => {
    const pool = em.create(ResourcePool, { tenantId, id: newId('rpl'), createdAt: ctx.now(), ...input });
    await em.persist(pool).flush();
    return pool.id;
  });
  return ctx.load(resourcePoolById, id);
}

/** The tenant's pools, oldest first. */
export function listResourcePools(
  ctx: Context,
  wanted: NamedArgs,
  args: PageArgs,
): Promise<Page<ResourcePool>> {
  const scope = { tenantId: ctx.tenant().id, ...namedScope('resource-pools', wanted) };
  return ctx.read((em) => findPage(em, ResourcePool, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}

/**
 * A pool to be pointed at; null for no id.
 * @throws {NotFound} when the tenant has no such pool.
 */
export async function refToPool(
  em: EntityManager,
  id: ResourcePoolId | null | undefined,
): Promise<Ref<ResourcePool> | null> {
  if (!id) return null;
  const pool = await em.findOne(ResourcePool, { id });
  if (!pool) throw new NotFound('resource pool');
  return ref(pool);
}
