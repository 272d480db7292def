import { mayDo } from '@freehold/kernel/permissions/rules';
import type { ReferenceResolver } from '@freehold/kernel/subgraph/concept';
import type { Context } from '@freehold/kernel/subgraph/context';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { bookingById } from '../booking/booking.service.ts';
import { checkInListById } from '../check-in-list/check-in-list.service.ts';
import { profileOf } from '../customer/customer.service.ts';
import { eventById } from '../event/event.service.ts';
import { locationById } from '../location/location.service.ts';
import { offeringById } from '../offering/offering.service.ts';
import { orderById } from '../order/order.service.ts';
import { passById } from '../pass/pass.service.ts';
import { findMember } from '../references/member.reference.ts';
import { findTenant } from '../references/tenant.reference.ts';
import { resourceById } from '../resource/resource.service.ts';
import { resourcePoolById } from '../resource/resource-pool.service.ts';
import { occurrenceById, seriesById } from '../series/series.service.ts';
import { Session } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import { quotaById } from '../ticket-product/quota.service.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import { waitlistEntryById } from '../waitlist/waitlist.service.ts';

const bySession = referenceBy('ssn', sessionById);

/** As on the schedule: a session that one booking made is for staff alone. */
const publicSession: ReferenceResolver = async (key, ctx) => {
  const found = await bySession(key, ctx);
  const isForStaff = found instanceof Session && found.isOnDemand;
  return isForStaff && !mayDo(ctx.caller, 'session.readAll') ? null : found;
};

/** A member of the tenant; an id alone would tell nothing of one of another tenant. */
const knownMember: ReferenceResolver = async (key, ctx) => {
  const found = ctx.caller.tenant ? findMember(key) : null;
  return found && (await ctx.load(profileOf, found.id)) ? found : null;
};

/** What finds a thing, by what its id begins with. */
const FINDERS: Readonly<Record<string, ReferenceResolver>> = {
  bkg: referenceBy('bkg', bookingById),
  cil: referenceBy('cil', checkInListById),
  evn: referenceBy('evn', eventById),
  loc: referenceBy('loc', locationById),
  mbr: knownMember,
  occ: referenceBy('occ', occurrenceById),
  off: referenceBy('off', offeringById),
  ord: referenceBy('ord', orderById),
  pss: referenceBy('pss', passById),
  qta: referenceBy('qta', quotaById),
  rpl: referenceBy('rpl', resourcePoolById),
  rsc: referenceBy('rsc', resourceById),
  srs: referenceBy('srs', seriesById),
  ssn: publicSession,
  tkt: referenceBy('tkt', ticketById),
  tnt: findTenant,
  tpr: referenceBy('tpr', ticketProductById),
  wle: referenceBy('wle', waitlistEntryById),
};

/** What the tenant has by an id; null when it has no such thing. What may be read of it, the rules of its fields say. */
export async function findNode(ctx: Context, id: string): Promise<unknown> {
  const find = FINDERS[id.slice(0, 3)];
  return (await find?.({ id }, ctx)) ?? null;
}
