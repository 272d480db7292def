import type { MemberId, TenantId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { type Id, newId, uuidOf } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { StrikeTakenBack } from '../events.ts';
import { strikeBlock } from '../policy/policy.policy.ts';
import type { Rules } from '../policy/rules.policy.ts';
import { Strike, type StrikeId } from './strike.entity.ts';
import { MemberBlocked } from './strike.errors.ts';

const strikeById = loadById(Strike, 'strike');

const COUNTING = 'select at from strike where tenant_id = $1 and member_id = $2 and reversed_at is null';

/** When the strikes of a member were earned that were not taken back. */
export async function strikeTimes(em: EntityManager, memberId: MemberId): Promise<readonly Date[]> {
  const counting = await askPrepared<{ at: Date | string }>(em, COUNTING, [
    tenantUuidOf(em),
    uuidOf(memberId),
  ]);
  return counting.map(({ at }) => new Date(at));
}

/** @throws {MemberBlocked} while the strikes of a member, given as their instants, block booking. */
export function refuseBlocked(rules: Rules, strikes: readonly Date[], now: Date): void {
  if (!rules.strikes) return;
  const until = strikeBlock(rules, strikes, now);
  if (until) throw new MemberBlocked(until, rules.strikes.unblockFeeMinor);
}

/** A strike to be given for a booking. */
export interface NewStrike {
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
  readonly bookingId: Id<'bkg'>;
  readonly at: Date;
}

/** Gives a strike; a booking earns one at most, which the table sees to. */
export function addStrike(em: EntityManager, strike: NewStrike): void {
  const counting = { reversedAt: null, reversedBy: null, reversalReason: null };
  em.persist(em.create(Strike, { ...strike, ...counting, id: newId('stk') }));
}

/** The strikes of a member, newest first, those included that were taken back. */
export function listStrikes(ctx: Context, memberId: MemberId, args: PageArgs): Promise<Page<Strike>> {
  const { id: tenantId } = ctx.tenant();
  const orderBy = [{ at: 'desc' as const }, { id: 'desc' as const }];
  const scope = { tenantId, name: `strikes:${memberId}`, where: { memberId }, orderBy };
  return ctx.read((em) => findPage(em, Strike, scope, args));
}

/** A strike to be taken back, and why. */
export interface StrikeReversal {
  readonly strikeId: StrikeId;
  readonly reason: string;
}

/**
 * Takes a strike back, so that it counts no more.
 * @throws {NotFound} when the tenant has no such strike.
 * @throws {StrikeReversed} when it was taken back before.
 */
export async function reverseStrike(ctx: Context, input: StrikeReversal, key: string): Promise<Strike> {
  const by = ctx.member().id;
  const id = await mutateOnce(ctx, { operation: 'reverseStrike', key, input }, async ({ em, publish }) => {
    const { strikeId, reason } = input;
    const strike = await em.findOne(Strike, { id: strikeId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!strike) throw new NotFound('strike');
    strike.reverse({ by, reason, at: ctx.now() });
    const { memberId, bookingId } = strike;
    publish(StrikeTakenBack, { strikeId, memberId, bookingId });
    return strikeId;
  });
  return ctx.load(strikeById, id);
}
