import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import {
  answeredAs,
  askTogether,
  type EntityStatement,
  entitiesOf,
  type Question,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { archivedScope, type NamedArgs } from '../named.ts';
import type { ResourceId } from '../resource/resource.entity.ts';
import { refToResource } from '../resource/resource.service.ts';
import type { ResourcePoolId } from '../resource/resource-pool.entity.ts';
import { refToPool } from '../resource/resource-pool.service.ts';
import { type NewNeed, refuseNeededTwice, replaceNeeds } from './need.service.ts';
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
  /** What it needs beside that resource. */
  readonly furtherNeeds: readonly NewNeed[];
  readonly needsApproval: boolean;
  readonly taxCode?: string | null | undefined;
}

const OFFERING: EntityStatement = (columns) =>
  `select ${columns} from offering where tenant_id = $1 and id = $2`;

/** Offerings by their ids. */
export const offeringById = loadById(Offering, 'offering');

/**
 * Creates an offering.
 * @throws {NotFound} when the tenant has no such resource or pool.
 * @throws {Invalid} for a resource that is needed twice.
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
    furtherNeeds: input.furtherNeeds.length > 0 ? input.furtherNeeds : undefined,
  };
  const id = await mutateOnce(ctx, { operation: 'createOffering', key, input: keyed }, async ({ em }) => {
    const { resourceId, poolId, furtherNeeds, taxCode = null, ...facts } = input;
    const needs = {
      resource: await refToResource(em, resourceId),
      pool: await refToPool(em, poolId),
    };
    const own = { tenantId, id: newId('off'), currency, createdAt: ctx.now(), archivedAt: null };
    const offering = em.create(Offering, { ...own, ...facts, ...needs, taxCode });
    await em.persist(offering).flush();
    await replaceNeeds(em, offering, furtherNeeds);
    await refuseNeededTwice(em, offering);
    return offering.id;
  });
  return ctx.load(offeringById, id);
}

/**
 * An offering of the tenant.
 * @throws {NotFound} when there is none.
 */
export async function findOffering(em: EntityManager, id: OfferingId): Promise<Offering> {
  const [offering] = await askTogether(em, [offeringWith(em, id)]);
  return offering;
}

/** The same as {@link findOffering}, as a question that is asked together with others. */
export function offeringWith(em: EntityManager, id: OfferingId): Question<Offering> {
  const values = [tenantUuidOf(em), uuidOf(id)];
  return answeredAs(entitiesOf(em, Offering, { statement: OFFERING, values }), ([offering]) => {
    if (!offering) throw new NotFound('offering');
    return offering;
  });
}

/**
 * An offering of the tenant that takes bookings.
 * @throws {NotFound} when there is none.
 * @throws {OfferingArchived} when it was archived.
 */
export async function findOpenOffering(em: EntityManager, id: OfferingId): Promise<Offering> {
  const offering = await findOffering(em, id);
  offering.refuseWhenArchived();
  return offering;
}

/** Which offerings are wanted. */
interface OfferingsWanted extends NamedArgs {
  /** All unless given. */
  readonly kinds?: readonly OfferingKind[] | undefined;
}

/**
 * What the tenant offers, oldest first.
 * @throws {Forbidden} when somebody else than staff asks for what is archived.
 */
export async function listOfferings(
  ctx: Context,
  { kinds, ...wanted }: OfferingsWanted,
  args: PageArgs,
): Promise<Page<Offering>> {
  const { id: tenantId } = ctx.tenant();
  if (wanted.includeArchived && !mayDo(ctx.caller, 'offering.readTerms')) throw new Forbidden();
  const { name, where } = archivedScope(kinds ? `offerings:${kinds.toSorted().join()}` : 'offerings', wanted);
  const scope = { tenantId, name, where: kinds ? { ...where, kind: { $in: [...kinds] } } : where };
  return ctx.read((em) => findPage(em, Offering, { ...scope, orderBy: [{ id: 'asc' }] }, args));
}
