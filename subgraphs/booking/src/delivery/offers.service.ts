import type { Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type HandoverId, TicketHandover } from '../handover/handover.entity.ts';
import { claimPath, mailedSecret } from '../handover/handover-secret.ts';
import type { Notification } from '../notification/notification.entity.ts';
import type { Voice } from '../notification/voice.service.ts';
import { hashOfSecret } from '../secret.ts';
import { addressAt } from '../tenant/tenant-url.policy.ts';

/** To whom the link of a ticket goes. */
export interface MailedOffer {
  readonly to: string;
  readonly link: string;
}

/** Mailed offers by the ids of their handovers, of those alone that can be claimed still. */
export type MailedOffers = ReadonlyMap<HandoverId, MailedOffer>;

/** The links that messages bring, made now and kept nowhere. */
export async function offersOf(
  ctx: Context,
  em: EntityManager,
  taken: readonly Notification[],
  { slug }: Voice,
): Promise<MailedOffers> {
  const ids = taken.flatMap(({ handoverId }) => handoverId ?? []);
  if (ids.length === 0) return new Map();
  const handovers = await em.find(
    TicketHandover,
    { id: { $in: ids } },
    { populate: ['ticket'], strategy: 'joined' },
  );
  const open = handovers.filter(
    (handover) => handover.statusAt(ctx.now(), handover.ticket.getEntity().version) === 'OPEN',
  );
  return new Map(
    open.flatMap(({ id, recipient, secretHash }) => {
      const secret = mailedSecret(ctx.parts, id);
      const link = addressAt(ctx.parts.settings.tenantUrl, slug, claimPath(secret));
      // With another key of tickets it would be another link, which is good for nothing.
      const isGood = hashOfSecret(secret) === secretHash;
      return recipient && link && isGood ? [[id, { to: recipient, link }] as const] : [];
    }),
  );
}
