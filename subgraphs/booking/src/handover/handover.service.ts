import { NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event } from '../event/event.entity.ts';
import { hashOfSecret, newSecret } from '../secret.ts';
import { Ticket, type TicketId } from '../ticket/ticket.entity.ts';
import { handOn, holdOwnTicket, holdTicket, ticketById } from '../ticket/ticket.service.ts';
import { type HandoverId, type HandoverStatus, TicketHandover } from './handover.entity.ts';
import { mailedSecret } from './handover-secret.ts';
import { offerByMail } from './offer-by-mail.service.ts';

const LASTS_MS = 7 * 86_400_000;

/** A handover with its link, which is shown once. */
export interface OpenedHandover {
  readonly handover: TicketHandover;
  readonly path: string | null;
}

/** A ticket to be given away. */
export interface WantedHandover {
  readonly ticketId: TicketId;
  /** The address to which the link is mailed; null for nobody. */
  readonly recipient?: string | null | undefined;
}

/** Handovers by their ids. */
export const handoverById = loadById(TicketHandover, 'handover');

/**
 * Makes a link by which whoever has it may claim a ticket, once; earlier links of the ticket are withdrawn. Until it is
 * claimed, the ticket stays its holder's. A repetition with the same key makes no other link, and cannot show it again.
 * @throws {NotFound} when there is no such ticket, or another one holds it and the caller is not staff.
 * @throws {TicketRevoked} when its order was canceled.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 * @throws what {@link offerByMail} throws, when it is to be mailed.
 */
export async function openHandover(
  ctx: Context,
  { ticketId, recipient = null }: WantedHandover,
  key: string,
): Promise<OpenedHandover> {
  const newHandoverId = newId('hnd');
  // One that is mailed can be made again for each mail, so that it is not kept until then.
  const secret = recipient === null ? newSecret() : mailedSecret(ctx.parts, newHandoverId);
  const call = {
    operation: 'openTicketHandover',
    key,
    input: { ticketId, ...(recipient === null ? {} : { recipient }) },
  };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em } = transaction;
    const ticket = await holdOwnTicket(ctx, transaction, ticketId);
    const event = await em.findOneOrFail(Event, { id: ticket.event.id });
    await withdrawEarlier(em, ticketId, ctx.now());
    const handover = em.create(TicketHandover, {
      tenantId: ctx.tenant().id,
      id: newHandoverId,
      ticket: ref(ticket),
      ticketVersion: ticket.version,
      openedBy: ctx.member().id,
      secretHash: hashOfSecret(secret),
      openedAt: ctx.now(),
      expiresAt: new Date(Math.min(ctx.now().getTime() + LASTS_MS, event.endsAt.getTime())),
      recipient,
      mails: 0,
      mailedAt: null,
      claimedAt: null,
      claimedBy: null,
      withdrawnAt: null,
    });
    if (recipient !== null) await offerByMail(ctx, transaction, { handover, eventId: event.id });
    await em.persist(handover).flush();
    return handover.id;
  });
  const handover = await ctx.load(handoverById, id);
  const isNew = handover.secretHash === hashOfSecret(secret);
  return { handover, path: isNew ? `/tickets/claim#${secret}` : null };
}

async function withdrawEarlier(em: EntityManager, ticketId: TicketId, now: Date): Promise<void> {
  const open = { ticket: { id: ticketId }, claimedAt: null, withdrawnAt: null };
  await em.nativeUpdate(TicketHandover, open, { withdrawnAt: now, recipient: null });
}

/**
 * Mails a link to its recipient once more.
 * @throws {NotFound} when there is none that is mailed, or somebody else opened it.
 * @throws {HandoverEnded} when it was claimed, withdrawn or has expired.
 * @throws what {@link offerByMail} throws.
 */
export async function mailHandover(
  ctx: Context,
  handoverId: HandoverId,
  key: string,
): Promise<TicketHandover> {
  const openedBy = ctx.member().id;
  const call = { operation: 'mailTicketHandover', key, input: { handoverId } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em } = transaction;
    const found = await em.findOne(TicketHandover, { id: handoverId, openedBy });
    if (!found) throw new NotFound('handover');
    const ticket = await holdTicket(ctx, transaction, found.ticket.id);
    const handover = await openOf(em, found.id, { ticket, now: ctx.now() });
    if (handover.recipient === null) throw new NotFound('handover');
    await offerByMail(ctx, transaction, { handover, eventId: ticket.event.id });
    return handover.id;
  });
  return ctx.load(handoverById, id);
}

/**
 * Takes a handover back: its link is good for nothing.
 * @throws {NotFound} when there is none, or of another one's ticket and the caller is not staff.
 * @throws {HandoverEnded} when it was claimed, withdrawn or has expired.
 */
export async function withdrawHandover(
  ctx: Context,
  handoverId: HandoverId,
  key: string,
): Promise<TicketHandover> {
  const call = { operation: 'withdrawTicketHandover', key, input: { handoverId } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em } = transaction;
    const found = await em.findOne(TicketHandover, { id: handoverId });
    if (!found || !(await isTheirs(ctx, em, found))) throw new NotFound('handover');
    const ticket = await holdTicket(ctx, transaction, found.ticket.id);
    const handover = await openOf(em, found.id, { ticket, now: ctx.now() });
    em.assign(handover, { withdrawnAt: ctx.now(), recipient: null });
    return handover.id;
  });
  return ctx.load(handoverById, id);
}

/** Whoever gave the ticket away, whoever holds it, and staff take it back. */
async function isTheirs(ctx: Context, em: EntityManager, handover: TicketHandover): Promise<boolean> {
  const { id } = ctx.member();
  if (handover.openedBy === id || mayDo(ctx.caller, 'ticket.changeAny')) return true;
  const ticket = await em.findOneOrFail(Ticket, { id: handover.ticket.id });
  return ticket.holderId === id;
}

/**
 * Makes the member who asks the holder of the ticket of a link; its earlier codes admit nobody, and the link is used up.
 * @throws {NotFound} for a secret of no link of this tenant.
 * @throws {HandoverEnded} when it was claimed, withdrawn or has expired.
 * @throws {Invalid} when the member holds the ticket.
 * @throws {TicketRevoked} when its order was canceled.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 */
export async function claimTicket(ctx: Context, secret: string, key: string): Promise<Ticket> {
  const secretHash = hashOfSecret(secret);
  const claimedBy = ctx.member().id;
  const call = { operation: 'claimTicket', key, input: { secretHash } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em } = transaction;
    const found = await em.findOne(TicketHandover, { secretHash });
    if (!found) throw new NotFound('handover');
    // The ticket first, as everywhere, so that one of many at once has it.
    const ticket = await holdTicket(ctx, transaction, found.ticket.id);
    const handover = await openOf(em, found.id, { ticket, now: ctx.now() });
    handOn(ctx, transaction, ticket, claimedBy);
    em.assign(handover, { claimedAt: ctx.now(), claimedBy, recipient: null });
    return ticket.id;
  });
  return ctx.load(ticketById, id);
}

/** A handover as it is now that its ticket is held. @throws {HandoverEnded} when its link is good for nothing. */
async function openOf(
  em: EntityManager,
  id: HandoverId,
  { ticket, now }: { readonly ticket: Ticket; readonly now: Date },
): Promise<TicketHandover> {
  const handover = await em.findOneOrFail(TicketHandover, { id }, { refresh: true });
  handover.refuseUnlessOpen(now, ticket.version);
  return handover;
}

/**
 * What a link gives to whoever has it, before they claim it.
 * @throws {NotFound} for a secret of no link of this tenant.
 */
export async function findHandover(ctx: Context, secret: string): Promise<TicketHandover> {
  const where = { secretHash: hashOfSecret(secret) };
  const handover = await ctx.read((em) => em.findOne(TicketHandover, where));
  if (!handover) throw new NotFound('handover');
  return handover;
}

/** Where a handover stands. */
export async function statusOfHandover(ctx: Context, handover: TicketHandover): Promise<HandoverStatus> {
  const ticket = await ctx.load(ticketById, handover.ticket.id);
  return handover.statusAt(ctx.now(), ticket.version);
}

/** The open handover of each ticket, or null. */
export const openHandoverOf: BatchLoad<TicketId, TicketHandover | null> = async (ctx, ticketIds) => {
  const where = {
    ticket: { id: { $in: [...ticketIds] } },
    claimedAt: null,
    withdrawnAt: null,
    expiresAt: { $gt: ctx.now() },
  };
  const found = await ctx.read((em) => em.find(TicketHandover, where));
  const byTicket = new Map(found.map((handover) => [handover.ticket.id, handover]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
};
