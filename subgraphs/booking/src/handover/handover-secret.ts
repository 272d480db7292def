import { createHmac } from 'node:crypto';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { SubgraphParts } from '@freehold/kernel/subgraph/context';
import type { HandoverId } from './handover.entity.ts';

/**
 * The secret of a link that is mailed: it follows from the key of tickets, which no table and no member of staff has, so
 * that it can be made for each mail and is kept nowhere.
 * @throws {Unavailable} when the subgraph was started without a key.
 */
export function mailedSecret({ settings }: Pick<SubgraphParts, 'settings'>, id: HandoverId): string {
  const { ticketPrivateKey } = settings;
  if (!ticketPrivateKey)
    throw new Unavailable('Links of tickets cannot be mailed: this house has no key of tickets.');
  return createHmac('sha256', ticketPrivateKey).update(`ticket handover ${id}`).digest('base64url');
}

/** The part of a link behind the host. */
export function claimPath(secret: string): string {
  return `/tickets/claim#${secret}`;
}
