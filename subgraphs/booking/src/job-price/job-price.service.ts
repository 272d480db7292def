import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound, Unavailable } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { idWithin, newId } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { WrongKind } from '../offering/offering.errors.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import { JobMarkup } from './job-markup.entity.ts';
import {
  type JobFactors,
  type JobPlace,
  jobPriceMinor,
  type Multiplier,
  type MultiplierSource,
  multiplierFor,
  prefixesOf,
  type ZonePrice,
} from './job-price.policy.ts';
import { JobZone, type JobZoneId } from './job-zone.entity.ts';

/** The plan that includes it lets prices differ by zone. */
const ZONES_FEATURE = 'location_pricing';

/** A job whose price is asked. */
export interface JobSize extends JobPlace {
  readonly propertySquareMeters: number;
}

/** The price of a job with what made it. */
export interface PricedJob extends JobFactors {
  readonly multiplier: Multiplier;
  readonly priceMinor: bigint;
  readonly currency: string;
}

/** Zones by their ids. */
const jobZoneById = loadById(JobZone, 'zone');

/**
 * What a job costs now. Zones count only while the tenant's plan includes them.
 * @throws {WrongKind} for an offering that is no job.
 * @throws {Unavailable} when the plan is not known, since a price without its zone would be a wrong one.
 */
export async function priceJob(
  ctx: Context,
  em: EntityManager,
  offering: Offering,
  { country, postalCode, propertySquareMeters: squareMeters }: JobSize,
): Promise<PricedJob> {
  if (offering.kind !== 'JOB') throw new WrongKind(offering.kind, 'JOB');
  const markup = await markupOf(em);
  const zones = markup === null ? await zonesFor(ctx, em, { country, postalCode }) : [];
  const multiplier = multiplierFor(markup, zones, { country, postalCode });
  const factors = {
    baseMinor: offering.priceMinor,
    multiplierPermille: multiplier.permille,
    squareMeters,
  };
  return { ...factors, multiplier, priceMinor: jobPriceMinor(factors), currency: offering.currency };
}

async function markupOf(em: EntityManager): Promise<number | null> {
  const markup = await em.findOne(JobMarkup, {});
  return markup?.multiplierPermille ?? null;
}

async function zonesFor(ctx: Context, em: EntityManager, place: JobPlace): Promise<readonly ZonePrice[]> {
  const { plan, features } = ctx.tenant();
  if (plan === null)
    throw new Unavailable('The plan of this tenant is not known right now. Try again shortly.');
  if (!features.includes(ZONES_FEATURE)) return [];
  const { country, postalCode } = place;
  return em.find(JobZone, { country, postalPrefix: { $in: prefixesOf(postalCode) } });
}

/** What the tenant multiplies the price of each job by, in thousandths; null when zones count. */
export function readMarkup(ctx: Context): Promise<number | null> {
  return ctx.read(markupOf);
}

/** Sets the markup on every job, or with null takes it away. Bookings that were made keep their price. */
export async function setJobMarkup(
  ctx: Context,
  multiplierPermille: number | null,
  key: string,
): Promise<number | null> {
  const { id: tenantId } = ctx.tenant();
  const id = idWithin('jmk', tenantId, 'markup');
  const call = { operation: 'setJobMarkup', key, input: { multiplierPermille } };
  await mutateOnce(ctx, call, async ({ em }) => {
    if (multiplierPermille === null) await em.nativeDelete(JobMarkup, { id });
    else await em.upsert(JobMarkup, { tenantId, id, multiplierPermille, changedAt: ctx.now() });
    return id;
  });
  return readMarkup(ctx);
}

/** Makes a zone, or changes the one with that prefix. Bookings that were made keep their price. */
export async function setJobZone(ctx: Context, input: ZonePrice, key: string): Promise<JobZone> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'setJobZone', key, input }, async ({ em }) => {
    const zone = await em.upsert(
      JobZone,
      { tenantId, id: newId('jzn'), ...input, changedAt: ctx.now() },
      {
        onConflictFields: ['tenantId', 'country', 'postalPrefix'],
        onConflictMergeFields: ['multiplierPermille', 'changedAt'],
      },
    );
    return zone.id;
  });
  return ctx.load(jobZoneById, id);
}

/**
 * Removes a zone. Bookings that were made keep their price.
 * @throws {NotFound} when the tenant has no such zone.
 */
export function removeJobZone(ctx: Context, jobZoneId: JobZoneId, key: string): Promise<JobZoneId> {
  const call = { operation: 'removeJobZone', key, input: { jobZoneId } };
  return mutateOnce(ctx, call, async ({ em }) => {
    if ((await em.nativeDelete(JobZone, { id: jobZoneId })) === 0) throw new NotFound('zone');
    return jobZoneId;
  });
}

/** The tenant's zones, in the order of their countries and prefixes. */
export function listJobZones(ctx: Context, args: PageArgs): Promise<Page<JobZone>> {
  const { id: tenantId } = ctx.tenant();
  const orderBy = [{ country: 'asc' as const }, { postalPrefix: 'asc' as const }, { id: 'asc' as const }];
  return ctx.read((em) => findPage(em, JobZone, { tenantId, name: 'job-zones', where: {}, orderBy }, args));
}

/** A job whose price somebody wants to know. */
export interface QuoteRequest extends JobSize {
  readonly offeringId: OfferingId;
}

/** The factors of a price as they are shown. */
export interface QuoteFacts {
  readonly price: { readonly amountMinor: bigint; readonly currency: string };
  readonly basePrice: { readonly amountMinor: bigint; readonly currency: string };
  readonly multiplierPermille: number;
  readonly multiplierSource: MultiplierSource;
  readonly zonePrefix: string | null;
  readonly propertySquareMeters: number;
}

/**
 * What a job costs now, and why; nothing is written.
 * @throws {NotFound} when the tenant has no such offering.
 * @throws what {@link priceJob} throws.
 */
export function quoteJob(ctx: Context, { offeringId, ...size }: QuoteRequest): Promise<PricedJob> {
  return ctx.read(async (em) => priceJob(ctx, em, await findOpenOffering(em, offeringId), size));
}

/** A price with its factors, as it is shown. */
export function toQuote(priced: Omit<PricedJob, 'multiplierPermille'>): QuoteFacts {
  const { priceMinor, baseMinor, currency, multiplier, squareMeters } = priced;
  return {
    price: { amountMinor: priceMinor, currency },
    basePrice: { amountMinor: baseMinor, currency },
    multiplierPermille: multiplier.permille,
    multiplierSource: multiplier.source,
    zonePrefix: multiplier.zonePrefix,
    propertySquareMeters: squareMeters,
  };
}
