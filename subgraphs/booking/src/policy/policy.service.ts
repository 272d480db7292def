import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import {
  answeredAs,
  askTogether,
  type EntityStatement,
  entitiesOf,
  findPrepared,
  type Question,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PolicySet } from '../events.ts';
import { Offering, type OfferingId } from '../offering/offering.entity.ts';
import { BUILT_IN_POLICY, Policy, type PolicyId, PolicyVersion } from './policy.entity.ts';
import { looksForAbsent } from './policy.policy.ts';
import type { Rules } from './rules.policy.ts';

// An offering's own rules come first: PostgreSQL sorts null after every id.
const NEWEST: EntityStatement = (columns) => `
  select ${columns} from policy
   where tenant_id = $1 and (offering_id = $2 or offering_id is null)
   order by offering_id, version desc limit 1`;
const LOOKING: EntityStatement = (columns) =>
  `select ${columns} from policy where tenant_id = $1 and looks_for_absent`;

/**
 * The newest version that holds for an offering: its own, else the tenant's, else what is built in.
 * With null: the tenant's.
 */
export async function policyFor(em: EntityManager, offeringId: OfferingId | null): Promise<PolicyVersion> {
  const [policy] = await askTogether(em, [newestPolicy(em, offeringId)]);
  return policy;
}

/** The same as {@link policyFor}, as a question that is asked together with others. */
export function newestPolicy(em: EntityManager, offeringId: OfferingId | null): Question<PolicyVersion> {
  const values = [tenantUuidOf(em), offeringId && uuidOf(offeringId)];
  return answeredAs(entitiesOf(em, Policy, { statement: NEWEST, values }), ([newest]) =>
    newest ? PolicyVersion.of(newest) : BUILT_IN_POLICY,
  );
}

const byIds = prepareRows(Policy, [{ property: 'id', is: 'in' }]);

/** Versions by their ids, as they were agreed. */
const policyVersionById: BatchLoad<PolicyId, PolicyVersion> = async (ctx, ids) => {
  const found = await ctx.rows(byIds, ids);
  const byId = new Map(found.map((policy) => [policy.id, PolicyVersion.of(policy)]));
  return ids.map((id) => byId.get(id) ?? new NotFound('policy'));
};

/** The version that was agreed, as a reader asks for it; null stands for what is built in. */
export async function readAgreedPolicy(ctx: Context, id: PolicyId | null): Promise<PolicyVersion> {
  return id ? ctx.load(policyVersionById, id) : BUILT_IN_POLICY;
}

/** The version that was agreed: null stands for what is built in. */
export async function agreedPolicy(em: EntityManager, id: PolicyId | null): Promise<PolicyVersion> {
  return id ? PolicyVersion.of(await em.findOneOrFail(Policy, { id })) : BUILT_IN_POLICY;
}

/** The versions that were agreed, by their ids. */
export async function agreedPolicies(
  em: EntityManager,
  ids: readonly PolicyId[],
): Promise<ReadonlyMap<PolicyId, PolicyVersion>> {
  const found = ids.length > 0 ? await em.find(Policy, { id: { $in: [...new Set(ids)] } }) : [];
  return new Map(found.map((policy) => [policy.id, PolicyVersion.of(policy)]));
}

/** The versions by which somebody can count as absent, by their ids. */
export async function policiesThatLook(em: EntityManager): Promise<ReadonlyMap<PolicyId, PolicyVersion>> {
  const found = await findPrepared(em, Policy, { statement: LOOKING, values: [tenantUuidOf(em)] });
  return new Map(found.map((policy) => [policy.id, PolicyVersion.of(policy)]));
}

/**
 * The rules that hold now for an offering of the caller's tenant; with null, for the tenant.
 * @throws {NotFound} when the tenant has no such offering.
 */
export function currentPolicy(ctx: Context, offeringId: OfferingId | null): Promise<PolicyVersion> {
  return ctx.read(async (em) => {
    await ownOffering(em, offeringId);
    return policyFor(em, offeringId);
  });
}

/**
 * Every version that an offering's own rules had, newest first; with null, those of the tenant.
 * @throws {NotFound} when the tenant has no such offering.
 */
export async function listPolicies(
  ctx: Context,
  offeringId: OfferingId | null,
  args: PageArgs,
): Promise<Page<PolicyVersion>> {
  const { id: tenantId } = ctx.tenant();
  const orderBy = [{ version: 'desc' as const }, { id: 'desc' as const }];
  const scope = {
    tenantId,
    name: `policies:${offeringId}`,
    where: { offering: { id: offeringId } },
    orderBy,
  };
  const page = await ctx.read(async (em) => {
    await ownOffering(em, offeringId);
    return findPage(em, Policy, scope, args);
  });
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: PolicyVersion.of(node), cursor })) };
}

async function ownOffering(em: EntityManager, offeringId: OfferingId | null): Promise<Offering | null> {
  if (!offeringId) return null;
  const offering = await em.findOne(Offering, { id: offeringId });
  if (!offering) throw new NotFound('offering');
  return offering;
}

/** Rules to be set, whole. */
export interface NewPolicy {
  /** Null for the whole tenant. */
  readonly offeringId: OfferingId | null;
  readonly rules: Rules;
}

/**
 * Writes the next version of an offering's rules, or of the tenant's. It holds for bookings made from now on.
 * @throws {NotFound} when the tenant has no such offering.
 */
export async function setPolicy(ctx: Context, input: NewPolicy, key: string): Promise<PolicyVersion> {
  const id = await mutateOnce(ctx, { operation: 'setBookingPolicy', key, input }, async ({ em, publish }) => {
    const policy = await addVersion(ctx, em, input);
    publish(PolicySet, { policyId: policy.id, offeringId: input.offeringId, version: policy.version });
    return policy.id;
  });
  return ctx.load(policyVersionById, id);
}

async function addVersion(
  ctx: Context,
  em: EntityManager,
  { offeringId, rules }: NewPolicy,
): Promise<Policy> {
  const { id: tenantId } = ctx.tenant();
  const offering = await ownOffering(em, offeringId);
  // Two that write at once get two numbers; an index cannot say so, since null is never equal to null.
  const lock = `booking.policy:${tenantId}:${offeringId}`;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
  const scope = { offering: { id: offeringId } };
  const [newest] = await em.find(Policy, scope, { orderBy: { version: 'desc' }, limit: 1 });
  const policy = em.create(Policy, {
    tenantId,
    id: newId('pol'),
    offering: offering ? ref(offering) : null,
    version: (newest?.version ?? 0) + 1,
    rules,
    looksForAbsent: looksForAbsent(rules),
    createdAt: ctx.now(),
  });
  em.persist(policy);
  return policy;
}
