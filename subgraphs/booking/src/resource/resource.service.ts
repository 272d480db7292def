import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { Resource, type ResourceKind } from './resource.entity.ts';

/** A resource to be created. */
export interface NewResource {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly capacity: number;
}

/** Resources by their ids. */
export const resourceById = loadById(Resource, 'resource');

/** Creates a resource. */
export async function createResource(ctx: Context, input: NewResource, key: string): Promise<Resource> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createResource', key, input }, async ({ em }) => {
    const resource = em.create(Resource, { tenantId, id: newId('rsc'), createdAt: ctx.now(), ...input });
    await em.persist(resource).flush();
    return resource.id;
  });
  return ctx.load(resourceById, id);
}

/** The tenant's resources, oldest first. */
export function listResources(ctx: Context, args: PageArgs): Promise<Page<Resource>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Resource, { tenantId, name: 'resources', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
