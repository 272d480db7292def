import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { Member } from './member.entity.ts';

/** Members by their ids. */
export const memberById = loadById(Member, 'member');

/** The member who asks, or null when nobody is signed in. */
export async function currentMember(ctx: Context): Promise<Member | null> {
  return ctx.caller.member ? ctx.load(memberById, ctx.caller.member.id) : null;
}

/** Everybody who belongs to the tenant, in the order of joining. */
export function listMembers(ctx: Context, args: PageArgs): Promise<Page<Member>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(em, Member, { tenantId, name: 'members', where: {}, orderBy: [{ id: 'asc' }] }, args),
  );
}
