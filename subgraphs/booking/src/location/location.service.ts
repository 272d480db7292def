import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Location, type LocationId } from './location.entity.ts';

/** A location to be created. */
export interface NewLocation {
  readonly name: string;
  /** An IANA name. */
  readonly timeZone: string;
}

/** Locations by their ids. */
export const locationById = loadById(Location, 'location');

/** Creates a location. */
export async function createLocation(ctx: Context, input: NewLocation, key: string): Promise<Location> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createLocation', key, input }, async ({ em }) => {
    const location = em.create(Location, { tenantId, id: newId('loc'), createdAt: ctx.now(), ...input });
    await em.persist(location).flush();
    return location.id;
  });
  return ctx.load(locationById, id);
}

/**
 * A location to be pointed at; null for no id.
 * @throws {NotFound} when the tenant has no such location.
 */
export async function refToLocation(
  em: EntityManager,
  id: LocationId | null | undefined,
): Promise<Ref<Location> | null> {
  if (!id) return null;
  const location = await em.findOne(Location, { id });
  if (!location) throw new NotFound('location');
  return ref(location);
}

/** The tenant's locations, oldest first. */
export function listLocations(ctx: Context, args: PageArgs): Promise<Page<Location>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Location, { tenantId, name: 'locations', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
