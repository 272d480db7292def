import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { given } from '@freehold/kernel/values/given';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { faceOf } from '../face.ts';
import { archivedScope, type NamedArgs } from '../named.ts';
import { Location, type LocationId } from './location.entity.ts';
import { LocationArchived } from './location.errors.ts';
import { LocationLeaving } from './location.events.ts';

/** A location to be created. */
export interface NewLocation {
  readonly name: string;
  /** An IANA name. */
  readonly timeZone: string;
}

/** What a location becomes; what is left out stays. */
export type LocationChange = { readonly [K in keyof NewLocation]?: NewLocation[K] | undefined };

/** Locations by their ids. */
export const locationById = loadById(Location, 'location');

/**
 * Creates a location and counts it against the plan, or does neither.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function createLocation(ctx: Context, input: NewLocation, key: string): Promise<Location> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createLocation', key, input }, async ({ em }) => {
    const own = { tenantId, id: newId('loc'), createdAt: ctx.now(), archivedAt: null };
    const location = em.create(Location, { ...own, ...input });
    em.persist(location);
    await countLocation(ctx, em, 1);
    await em.flush();
    return location.id;
  });
  return ctx.load(locationById, id);
}

/**
 * Changes a location.
 * @throws {NotFound} when the tenant has no such location.
 */
export async function updateLocation(
  ctx: Context,
  locationId: LocationId,
  change: LocationChange,
  key: string,
): Promise<Location> {
  const call = { operation: 'updateLocation', key, input: { locationId, ...change } };
  await mutateOnce(ctx, call, async ({ em }) => {
    em.assign(await holdLocation(em, locationId), given(change));
    await em.flush();
    return locationId;
  });
  return ctx.load(locationById, locationId);
}

/**
 * Archives a location: nothing new can be at it, and the plan counts it no more.
 * @throws {NotFound} when the tenant has no such location.
 * @throws what who has something there throws.
 */
export async function archiveLocation(ctx: Context, locationId: LocationId, key: string): Promise<Location> {
  const call = { operation: 'archiveLocation', key, input: { locationId } };
  await mutateOnce(ctx, call, async (transaction) => {
    const location = await holdLocation(transaction.em, locationId);
    if (!location.archivedAt) await leave(ctx, transaction, location);
    return locationId;
  });
  return ctx.load(locationById, locationId);
}

async function leave(ctx: Context, transaction: Transaction, location: Location): Promise<void> {
  await ctx.react(transaction, LocationLeaving, { locationId: location.id });
  location.archivedAt = ctx.now();
  await countLocation(ctx, transaction.em, -1);
}

/**
 * Takes a location back from the archive, and counts it again.
 * @throws {NotFound} when the tenant has no such location.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function restoreLocation(ctx: Context, locationId: LocationId, key: string): Promise<Location> {
  const call = { operation: 'restoreLocation', key, input: { locationId } };
  await mutateOnce(ctx, call, async ({ em }) => {
    const location = await holdLocation(em, locationId);
    if (location.archivedAt) await countLocation(ctx, em, 1);
    location.archivedAt = null;
    return locationId;
  });
  return ctx.load(locationById, locationId);
}

async function holdLocation(em: EntityManager, id: LocationId): Promise<Location> {
  const location = await em.findOne(Location, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!location) throw new NotFound('location');
  return location;
}

async function countLocation(ctx: Context, em: EntityManager, amount: 1 | -1): Promise<void> {
  const meter = faceOf(ctx).meters.locationCreated;
  if (!meter) return;
  const tenant = ctx.tenant();
  await reserveUsage(em, { subgraph: 'booking', tenant, meter, amount, reset: 'none', now: ctx.now() });
}

/**
 * A location for something to be at, which keeps it from being archived until the transaction ends; null for no id.
 * @throws {NotFound} when the tenant has no such location.
 * @throws {LocationArchived} when it was archived.
 */
export async function refToLocation(
  em: EntityManager,
  id: LocationId | null | undefined,
): Promise<Ref<Location> | null> {
  if (!id) return null;
  const location = await em.findOne(Location, { id }, { lockMode: LockMode.PESSIMISTIC_READ });
  if (!location) throw new NotFound('location');
  if (location.archivedAt) throw new LocationArchived(location.name);
  return ref(location);
}

/**
 * The tenant's locations, oldest first.
 * @throws {Forbidden} when somebody else than staff asks for what is archived.
 */
export async function listLocations(
  ctx: Context,
  wanted: NamedArgs,
  args: PageArgs,
): Promise<Page<Location>> {
  const { id: tenantId } = ctx.tenant();
  if (wanted.includeArchived && !mayDo(ctx.caller, 'location.readArchived')) throw new Forbidden();
  const scope = { tenantId, ...archivedScope('locations', wanted) };
  return ctx.read((em) => findPage(em, Location, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}
