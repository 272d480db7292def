import type { MemberId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Customer, type Newcomer, type ProfileChange, rowOf } from './customer.entity.ts';
import { behindPrefix, searchKey } from './customer.policy.ts';

const byIds = prepareRows(Customer, [{ property: 'id', is: 'in' }]);

/** The profiles of members, or null of those of whom nothing was told yet. */
export const profileOf: BatchLoad<MemberId, Customer | null> = async (ctx, ids) => {
  const found = await ctx.rows(byIds, ids);
  const byId = new Map(found.map((customer) => [customer.id, customer]));
  return ids.map((id) => byId.get(id) ?? null);
};

/** Takes over who joined; somebody who is known keeps what they wished. */
export async function welcome(
  em: EntityManager,
  { tenantId, payload, occurredAt }: DomainEvent<Omit<Newcomer, 'id' | 'since'> & { memberId: MemberId }>,
): Promise<void> {
  const { memberId: id, name, email, locale } = payload;
  const row = { tenantId, ...rowOf({ id, name, email, locale, since: occurredAt }) };
  await em.createQueryBuilder(Customer).insert(row).onConflict().ignore().execute('run');
}

/** Those whose name or e-mail begins with a text, or all of them, in the order of their names. */
export function listCustomers(
  ctx: Context,
  search: string | undefined,
  args: PageArgs,
): Promise<Page<Customer>> {
  const prefix = searchKey(search ?? '');
  const within = { $gte: prefix, $lt: behindPrefix(prefix) };
  const scope = {
    tenantId: ctx.tenant().id,
    name: `customers:${prefix}`,
    where: prefix ? { $or: [{ nameKey: within }, { email: within }] } : {},
    orderBy: [{ nameKey: 'asc' as const }, { id: 'asc' as const }],
  };
  return ctx.read((em) => findPage(em, Customer, scope, args));
}

/**
 * Changes how the member who asks is reached.
 * @throws {NotFound} while nothing was told of the member yet.
 * @throws {UnreachableByText} when text messages are wished without a number.
 */
export async function updateMyProfile(ctx: Context, wish: ProfileChange, key: string): Promise<Customer> {
  const { id } = ctx.member();
  const call = { operation: 'updateMyProfile', key, input: wish, nullClears: true };
  await mutateOnce(ctx, call, async ({ em }) => {
    const customer = await em.findOne(Customer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!customer) throw new NotFound('profile');
    customer.change(wish);
    await em.flush();
    return id;
  });
  const changed = await ctx.load(profileOf, id);
  if (!changed) throw new NotFound('profile');
  return changed;
}

/**
 * For whom something is done: the member who asks, or for staff whom they name.
 * @throws {Forbidden} when somebody else than staff names another member.
 * @throws {NotFound} when the tenant has no such customer.
 */
export async function customerFor(ctx: Context, customerId: MemberId | null | undefined): Promise<MemberId> {
  const { id } = ctx.member();
  if (!customerId || customerId === id) return id;
  if (!mayDo(ctx.caller, 'customer.bookFor')) throw new Forbidden();
  return (await knownCustomer(ctx, customerId)).id;
}

/**
 * Refuses whom the tenant does not know, in a transaction.
 * @throws {NotFound} when there is no such customer.
 */
export async function refuseStranger(em: EntityManager, id: MemberId): Promise<void> {
  if ((await em.count(Customer, { id })) === 0) throw new NotFound('customer');
}

/**
 * A customer of the tenant.
 * @throws {NotFound} when there is none.
 */
export async function knownCustomer(ctx: Context, id: MemberId): Promise<Customer> {
  const customer = await ctx.load(profileOf, id);
  if (!customer) throw new NotFound('customer');
  return customer;
}
