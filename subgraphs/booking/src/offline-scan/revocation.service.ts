import type { Context } from '@freehold/kernel/subgraph/context';
import type { Event, EventId } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { Ticket } from '../ticket/ticket.entity.ts';
import { signCompact } from '../ticket-code/compact-jws.policy.ts';
import { ticketKeys } from '../ticket-code/ticket-key.service.ts';

const SECOND_MS = 1000;
// What is being written while we look shows with the next set, so the next one begins a little earlier.
const OVERLAP_MS = 60 * SECOND_MS;
const FRESH_MS = 12 * 3600 * SECOND_MS;
const NO_VERSION = 0;

/** Which tickets to an event admit nobody any more, signed. */
export interface RevocationSet {
  readonly token: string;
  /** What to ask with as `since` next time. */
  readonly asOf: Date;
  /** 12 hours on: from then on a scanner should not let people in by it. */
  readonly staleAt: Date;
  readonly publicKey: string;
}

const seconds = (instant: Date) => Math.floor(instant.getTime() / SECOND_MS);

/**
 * The tickets to an event that were canceled, handed on or made out anew since an instant, or ever.
 * @throws {NotFound} when the tenant has no such event.
 */
export async function revokedTickets(
  ctx: Context,
  eventId: EventId,
  since: Date | null,
): Promise<RevocationSet> {
  const { privateKey, publicKeyPem } = ticketKeys(ctx.parts);
  const event = await ctx.load(eventById, eventId);
  const now = ctx.now();
  const [asOf, staleAt] = [new Date(now.getTime() - OVERLAP_MS), new Date(now.getTime() + FRESH_MS)];
  const payload = {
    evn: event.id,
    iat: seconds(now),
    exp: seconds(staleAt),
    since: since && seconds(since),
    canceled: event.status === 'CANCELED',
    revoked: await revokedVersions(ctx, event, since),
  };
  const token = signCompact('freehold-revocations', payload, privateKey);
  return { token, asOf, staleAt, publicKey: publicKeyPem };
}

/** For what follows the prefix in a ticket's id, the first version that is good. */
async function revokedVersions(
  ctx: Context,
  { id, status }: Event,
  since: Date | null,
): Promise<Record<string, number>> {
  if (status === 'CANCELED') return {};
  const after = since ?? new Date(0);
  const reissued = { version: { $gt: 1 }, issuedAt: { $gte: after } };
  const canceled = { order: { status: 'CANCELED' as const, canceledAt: { $gte: after } } };
  const where = { event: { id }, $or: [reissued, canceled] };
  const tickets = await ctx.read((em) => em.find(Ticket, where, { populate: ['order'] }));
  return Object.fromEntries(
    tickets.map((ticket) => {
      const isCanceled = ticket.order.getEntity().status === 'CANCELED';
      return [ticket.id.slice('tkt_'.length), isCanceled ? NO_VERSION : ticket.version];
    }),
  );
}
