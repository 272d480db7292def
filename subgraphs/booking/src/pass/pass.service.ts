import type { MemberId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { knownCustomer } from '../customer/customer.service.ts';
import { PassChanged, PassIssued, PassRevoked } from '../events.ts';
import { Offering, type OfferingId } from '../offering/offering.entity.ts';
import { enter } from './credit.service.ts';
import { CreditEntry } from './credit-entry.entity.ts';
import { Pass, type PassId } from './pass.entity.ts';

/** Passes by their ids. */
export const passById = loadById(Pass, 'pass');

/** Credits that a customer gets. */
export interface NewPass {
  readonly customerId: MemberId;
  readonly name: string;
  readonly credits: number;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** None is all of them. */
  readonly offeringIds: readonly OfferingId[];
  readonly waitlistPriority: number;
}

/**
 * Gives a customer credits.
 * @throws {NotFound} when the tenant has no such customer, or not each of the offerings.
 * @throws {Invalid} for a pass that has ended already.
 */
export async function issuePass(ctx: Context, input: NewPass, key: string): Promise<Pass> {
  const { id: customerId } = await knownCustomer(ctx, input.customerId);
  if (input.validUntil <= ctx.now()) throw new Invalid('The pass would have ended already.');
  const id = await mutateOnce(ctx, { operation: 'issuePass', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    await refuseUnknownOfferings(em, input.offeringIds);
    const { credits, offeringIds, ...facts } = input;
    const pass = em.create(Pass, {
      ...facts,
      tenantId: ctx.tenant().id,
      id: newId('pss'),
      credits,
      creditsLeft: credits,
      offeringIds: [...offeringIds],
      revokedAt: null,
    });
    await em.persist(pass).flush();
    enter(ctx, transaction, { passId: pass.id, deed: 'ISSUED', amount: credits });
    publish(PassIssued, { passId: pass.id, customerId, credits });
    return pass.id;
  });
  return ctx.load(passById, id);
}

async function refuseUnknownOfferings(em: EntityManager, ids: readonly OfferingId[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  if ((await em.count(Offering, { id: { $in: wanted } })) < wanted.length) throw new NotFound('offering');
}

/** What is to be other about a pass; what is left out stays. */
export interface PassChange {
  readonly passId: PassId;
  readonly name?: string | undefined;
  /** By how much its credits grow. */
  readonly creditsChange?: number | undefined;
  readonly validUntil?: Date | undefined;
  readonly offeringIds?: readonly OfferingId[] | undefined;
  readonly waitlistPriority?: number | undefined;
  readonly reason: string;
}

/**
 * Changes a pass; what was taken of it stays taken.
 * @throws {NotFound} when the tenant has no such pass, or not each of the offerings.
 * @throws {PassRevoked} when it was revoked.
 * @throws {Invalid} when it would end before it begins, or have fewer than no credits left.
 */
export async function changePass(ctx: Context, input: PassChange, key: string): Promise<Pass> {
  const { passId } = input;
  await mutateOnce(ctx, { operation: 'changePass', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const pass = await holdPass(em, passId);
    await refuseUnknownOfferings(em, input.offeringIds ?? []);
    pass.refuseWhenRevoked();
    applyChange(pass, input);
    enterChange(ctx, transaction, input);
    publish(PassChanged, { passId, customerId: pass.customerId, creditsLeft: pass.creditsLeft });
    return passId;
  });
  return ctx.load(passById, passId);
}

function applyChange(pass: Pass, change: PassChange): void {
  const { name, creditsChange = 0, validUntil, offeringIds, waitlistPriority } = change;
  if (validUntil && validUntil <= pass.validFrom) throw new Invalid('The pass would end before it begins.');
  if (pass.creditsLeft + creditsChange < 0)
    throw new Invalid(`Only ${pass.creditsLeft} credits are left to be taken away.`);
  pass.name = name ?? pass.name;
  pass.validUntil = validUntil ?? pass.validUntil;
  pass.offeringIds = offeringIds ? [...offeringIds] : pass.offeringIds;
  pass.waitlistPriority = waitlistPriority ?? pass.waitlistPriority;
  pass.credits += creditsChange;
  pass.creditsLeft += creditsChange;
}

function enterChange(ctx: Context, transaction: Transaction, change: PassChange): void {
  const { passId, creditsChange: amount = 0, reason } = change;
  enter(ctx, transaction, { passId, deed: 'CHANGED', amount, reason });
}

/** A pass to be ended, and why. */
export interface Revocation {
  readonly passId: PassId;
  readonly reason: string;
}

/**
 * Ends a pass at once; what is left of it is gone. Bookings that were made of it stand.
 * @throws {NotFound} when the tenant has no such pass.
 * @throws {PassRevoked} when it was revoked before.
 */
export async function revokePass(ctx: Context, input: Revocation, key: string): Promise<Pass> {
  const { passId, reason } = input;
  await mutateOnce(ctx, { operation: 'revokePass', key, input }, async (transaction) => {
    const pass = await holdPass(transaction.em, passId);
    const amount = -pass.creditsLeft;
    pass.revoke(ctx.now());
    enter(ctx, transaction, { passId, deed: 'REVOKED', amount, reason });
    transaction.publish(PassRevoked, { passId, customerId: pass.customerId });
    return passId;
  });
  return ctx.load(passById, passId);
}

async function holdPass(em: EntityManager, id: PassId): Promise<Pass> {
  const pass = await em.findOne(Pass, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!pass) throw new NotFound('pass');
  return pass;
}

/** The passes of a customer, those that end last first, with those that have ended. */
export function listPasses(ctx: Context, customerId: MemberId, args: PageArgs): Promise<Page<Pass>> {
  const { id: tenantId } = ctx.tenant();
  const orderBy = [{ validUntil: 'desc' as const }, { id: 'desc' as const }];
  const scope = { tenantId, name: `passes:${customerId}`, where: { customerId }, orderBy };
  return ctx.read((em) => findPage(em, Pass, scope, args));
}

/** What happened to the credits of a pass, oldest first. */
export function listEntries(ctx: Context, passId: PassId, args: PageArgs): Promise<Page<CreditEntry>> {
  const { id: tenantId } = ctx.tenant();
  const orderBy = [{ position: 'asc' as const }, { id: 'asc' as const }];
  const scope = { tenantId, name: `credit-entries:${passId}`, where: { pass: { id: passId } }, orderBy };
  return ctx.read((em) => findPage(em, CreditEntry, scope, args));
}
